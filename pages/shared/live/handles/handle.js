// One handle: a dot that is a slider to a screen reader, its label, and the pointer that holds it.

import { make } from "../app.js";
import { planeOf } from "./plane.js";
import { stepsOf, wayOf } from "./ways.js";

const REST = 200; // ms after which a held hand rests: a place that the script has changed is shown then
const CLOSE = 1e-9; // two places that differ by less, relative to their size, are one

export class HandleNode {
  #grab; // the pointer that holds it, by how much it missed the middle, when it last moved
  #resting = 0;

  constructor(overlay) {
    this.overlay = overlay;
    this.label = make("span", { class: "name" });
    this.value = make("span", { class: "value" });
    const text = make("span", { class: "text", "aria-hidden": "true" }, this.label, this.value);
    this.root = make(
      "div",
      { class: "handle", role: "slider", tabindex: "0", "aria-describedby": "how" },
      make("i", { class: "dot" }),
      text,
    );
    this.root.hidden = true;
    overlay.stage.append(this.root);
    const on = (name, react) => this.root.addEventListener(name, react);
    on("pointerdown", (event) => this.take(event));
    on("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) on(name, (event) => this.drop(event));
    on("keydown", (event) => this.step(event));
  }

  /** What the script says of it. Its place is taken when the reader is not ahead of it. */
  load(handle) {
    this.handle = handle;
    this.name = handle.name;
    const { root, label } = this;
    label.textContent = handle.label;
    root.setAttribute("aria-label", handle.label || handle.name);
    root.setAttribute("aria-roledescription", this.overlay.words.handle);
    root.style.setProperty("--color", handle.color);
    root.dataset.name = handle.name;
    root.classList.toggle("no-mouse", !handle.by_mouse);
    root.dataset.way = handle.circle ? "circle" : handle.line ? "line" : (handle.along ?? "free");
    this.at ??= [handle.x, handle.y];
  }

  /** Stands where the script says; in a hand that moves it stays, and where the script has kept its place. */
  follow() {
    const { x, y } = this.handle;
    if (this.#grab) {
      if (same(this.at, [x, y])) return;
      clearTimeout(this.#resting);
      const early = this.#grab.moved + REST - performance.now();
      if (early > 0) {
        this.#resting = setTimeout(() => this.overlay.settle(), early);
        return;
      }
    }
    this.at = [x, y];
    this.draw();
  }

  /** The axes may have changed. In the hand it stays under the pointer. */
  place() {
    if (!this.#grab) this.draw();
  }

  /** Puts the node where its place is; out of sight it is hidden. */
  draw() {
    const plane = planeOf(this.overlay.plot, this.handle.axes);
    const pixels = plane?.pixels(this.at);
    const focused = this.root.matches(":focus");
    this.root.hidden = !pixels?.every(Number.isFinite) || !(plane.holds(pixels) || this.#grab || focused);
    if (this.root.hidden) return;
    const [left, top] = pixels;
    this.root.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
    this.root.classList.toggle("leftwards", left > 0.66 * this.overlay.stage.clientWidth);
    this.root.classList.toggle("downwards", top < 40);
    this.tellValue(wayOf(this.handle, plane, this.overlay.plot));
  }

  tellValue(way) {
    const text = this.overlay.word(way.kind, way.text(this.at));
    this.value.textContent = text;
    const [low, high] = way.range;
    const attributes = { valuetext: text, valuenow: way.now(this.at), valuemin: low, valuemax: high };
    for (const [name, value] of Object.entries(attributes)) this.root.setAttribute(`aria-${name}`, value);
  }

  /** How it may move in the axes as they are now. */
  get way() {
    const plane = planeOf(this.overlay.plot, this.handle.axes);
    return plane && wayOf(this.handle, plane, this.overlay.plot);
  }

  take(event) {
    if (event.button !== 0 || this.#grab) return;
    event.preventDefault(); // no text is selected
    const plane = planeOf(this.overlay.plot, this.handle.axes);
    if (!plane) return;
    this.root.focus({ preventScroll: true });
    this.root.setPointerCapture(event.pointerId);
    this.root.classList.add("held");
    const [pointer, middle] = [this.overlay.pixels(event), plane.pixels(this.at)];
    this.#grab = { pointer: event.pointerId, off: middle.map((pixel, k) => pixel - pointer[k]), moved: 0 };
  }

  drag(event) {
    if (event.pointerId !== this.#grab?.pointer) return;
    this.#grab.moved = performance.now();
    const target = this.overlay.pixels(event).map((pixel, k) => pixel + this.#grab.off[k]);
    this.move(this.way?.near(target));
  }

  /** The hand lets go: the last place may now interrupt a slow run. */
  drop(event) {
    if (event.pointerId !== this.#grab?.pointer) return;
    this.#grab = undefined;
    this.root.classList.remove("held");
    this.draw();
    this.overlay.settle();
  }

  /** Arrow and page keys by steps; the ends where there are two. */
  step(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = stepsOf(event);
    const toEnd = event.key === "Home" || event.key === "End";
    if (!steps && !toEnd) return;
    event.preventDefault();
    const { way } = this;
    this.move(steps ? way?.stepped(this.at, steps) : way?.end(event.key === "End"));
    this.overlay.speech.rest();
  }

  /** The reader moves it; `undefined` is no place. */
  move(place) {
    if (place === undefined || place.every((value, k) => value === this.at[k])) return;
    this.at = place;
    this.draw();
    this.overlay.moved(this);
  }
}

const same = (one, other) =>
  one.every((value, k) => Math.abs(value - other[k]) <= CLOSE * Math.max(1, Math.abs(value), Math.abs(other[k])));
