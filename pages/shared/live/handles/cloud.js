// The points of a scatter that can be dragged, added and removed: one drawing, which is one stop of the Tab key.

import { make } from "../app.js";
import { CloudKeys } from "./cloud_keys.js";
import { planeOf } from "./plane.js";
import { Speech } from "./speech.js";
import { svg, symbol } from "./symbols.js";
import { Tools } from "./tools.js";
import { gridsOf, textOf } from "./ways.js";

const AXES = ["x", "y"];
const STILL = 4; // pixels that a click may move
const TWICE = 400; // ms between the two clicks of a double click
const coarse = matchMedia("(pointer: coarse)");

export class PointCloud {
  points = []; // [x, y, number of the class]
  chosen; // the index of the one that keys act on
  #grab; // the pointer, the point that it holds, and how
  #ahead; // the number of the message that told the points, once it has left
  #tap = { time: -Infinity, at: [0, 0] }; // the last press on the empty plane
  #click = { time: -Infinity }; // the last click on a point

  constructor(overlay, count) {
    this.overlay = overlay;
    this.empty = svg("rect", { class: "empty" });
    this.dots = svg("g");
    this.ring = svg("circle", { class: "ring", r: 11 });
    this.root = svg("svg", { class: "cloud", role: "application", tabindex: 0, "aria-describedby": "how_points" });
    this.root.append(this.empty, this.dots, this.ring);
    this.tip = make("span", { class: "tip", "aria-hidden": "true" });
    this.tip.hidden = true;
    this.how = make("span", { id: "how_points", class: "spoken" });
    this.tools = new Tools(overlay, () => this.arm());
    overlay.stage.prepend(this.root);
    overlay.stage.append(this.tip);
    overlay.stage.after(this.tools.root, this.how);
    this.speech = new Speech(count, (points, number) => this.#send(points, number), (heard) => this.#follow(heard));
    this.keys = new CloudKeys(this);
    this.listen();
  }

  listen() {
    const on = (name, react) => this.root.addEventListener(name, react);
    on("pointerdown", (event) => this.take(event));
    on("pointermove", (event) => (this.#grab ? this.drag(event) : this.point(event)));
    on("pointerup", (event) => this.drop(event, true));
    for (const name of ["pointercancel", "lostpointercapture"]) on(name, (event) => this.drop(event, false));
    on("pointerleave", () => this.showTip(undefined));
    on("focus", () => this.place());
    on("blur", () => this.keys.letGo());
    this.root.addEventListener("touchstart", this.#hold, { passive: false });
    const { plot } = this.overlay; // it is below: a press beside a point is heard there, before Plotly hears it
    plot.addEventListener("pointerdown", this.#pressed, { capture: true });
    plot.addEventListener("touchstart", this.#hold, { capture: true, passive: false });
  }

  /** A finger that holds a point does not scroll the page. */
  #hold = (event) => {
    if (this.#grab?.k === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** A press on Plotly's plane: on a point that is near, or on nothing. */
  #pressed = (event) => {
    if (!this.plane || event.target.closest(".modebar, .legend")) return;
    if (this.nearest(this.overlay.pixels(event)) === undefined) return this.tap(event);
    event.stopPropagation();
    this.take(event);
  };

  /** What the script says of the points. */
  update(data) {
    this.data = data;
    const { words } = this.overlay;
    this.root.setAttribute("aria-label", words.points);
    this.how.textContent = words.points_how;
    this.tools.update(data.classes);
    this.arm();
    this.speech.answered(data.count);
  }

  /** Takes the script's points, once it has heard the reader's. */
  #follow(heard) {
    if (this.#ahead && !(this.#ahead.number <= heard)) return;
    this.#ahead = undefined;
    const { x, y, labels } = this.data;
    const fresh = x.map((value, k) => [value, y[k], labels[k]]);
    if (JSON.stringify(fresh) === JSON.stringify(this.points)) return this.count();
    if (fresh.length !== this.points.length) this.#grab = undefined;
    this.points = fresh;
    if (this.chosen >= fresh.length) this.chosen = undefined;
    this.place();
    this.count();
  }

  #send(points, number) {
    if (this.#ahead) this.#ahead.number = number;
    this.overlay.tell("points", { points, count: number });
  }

  /** The reader has changed the points; `resting` where nothing follows at once. */
  changed(resting = true) {
    this.#ahead = {};
    this.speech.say(this.points.map((point) => [...point]));
    if (resting) this.speech.rest();
    this.count();
  }

  count() {
    this.tools.count(this.points.length, this.data.most);
  }

  /** The empty plane takes clicks only while they add something: else they are Plotly's. */
  arm() {
    this.root.dataset.mode = this.tools.mode;
  }

  // Drawing

  /** Puts everything where the axes are now. */
  place() {
    const plane = planeOf(this.overlay.plot, AXES);
    this.plane = plane;
    if (!plane) return;
    this.grids = gridsOf(this.data, plane);
    const { x, y } = plane;
    const box = { x: x.offset, y: y.offset, width: x.length, height: y.length };
    for (const [name, value] of Object.entries(box)) this.empty.setAttribute(name, value);
    while (this.dots.childElementCount > this.points.length) this.dots.lastChild.remove();
    while (this.dots.childElementCount < this.points.length) this.dots.append(svg("path", { class: "dot" }));
    this.nodes = [...this.dots.children];
    this.points.forEach((_, k) => this.draw(k));
    this.drawRing();
  }

  draw(k) {
    const node = this.nodes[k];
    const [, , label] = this.points[k];
    if (node.label !== label) symbol(this.data.classes[label], node);
    node.label = label;
    const [left, top] = this.plane.pixels(this.points[k]);
    node.setAttribute("transform", `translate(${left.toFixed(1)},${top.toFixed(1)})`);
    node.style.display = this.plane.holds([left, top]) ? "" : "none";
  }

  drawRing() {
    const shown = this.points[this.chosen];
    this.ring.style.display = shown ? "" : "none";
    if (!shown) return;
    const [left, top] = this.plane.pixels(shown);
    this.ring.setAttribute("transform", `translate(${left.toFixed(1)},${top.toFixed(1)})`);
  }

  /** Names of class and coordinates of a point, for sentences. */
  text(k) {
    const [x, y, label] = this.points[k];
    return { name: this.data.classes[label].name, ...textOf([x, y], this.grids) };
  }

  showTip(k) {
    this.tip.hidden = k === undefined || !this.points[k];
    if (this.tip.hidden) return;
    const [left, top] = this.plane.pixels(this.points[k]);
    this.tip.textContent = this.overlay.word("point", this.text(k));
    this.tip.classList.toggle("leftwards", left > 0.6 * this.overlay.stage.clientWidth);
    this.tip.style.transform = `translate(${left}px, ${top}px)`;
  }

  // Changing

  choose(k) {
    this.chosen = k;
    this.drawRing();
    this.showTip(k);
  }

  /** Moves a point to the nearest place that may be. */
  move(k, pixels, resting = true) {
    const [x, y] = this.plane.values(this.plane.within(pixels));
    this.put(k, [this.grids[0].snapped(x), this.grids[1].snapped(y)], resting);
  }

  put(k, [x, y], resting = true) {
    const [oldX, oldY, label] = this.points[k];
    if (x === oldX && y === oldY) return;
    this.points[k] = [x, y, label];
    this.draw(k);
    this.choose(k);
    this.changed(resting);
  }

  /** A new point of the class that is chosen; its index, or undefined where there are as many as there may be. */
  add(pixels) {
    const { most } = this.data;
    if (this.points.length >= most) {
      this.overlay.say(this.overlay.word("full", { most }));
      return undefined;
    }
    const values = this.plane.values(this.plane.within(pixels));
    this.points.push([...values.map((value, k) => this.grids[k].snapped(value)), this.tools.label]);
    this.chosen = this.points.length - 1;
    this.place();
    this.showTip(this.chosen);
    this.overlay.say(this.overlay.word("added", { count: this.points.length }));
    this.changed();
    return this.chosen;
  }

  remove(k) {
    const from = this.plane.pixels(this.points[k]);
    this.points.splice(k, 1);
    this.chosen = this.points.length ? this.nearest(from, Infinity) : undefined;
    this.place();
    this.showTip(undefined);
    this.overlay.say(this.overlay.word("removed", { count: this.points.length }));
    this.changed();
  }

  /** The index of the point nearest to pixels, within a reach; undefined where there is none. */
  nearest([left, top], reach = coarse.matches ? 22 : 12) {
    let best;
    this.points.forEach((point, k) => {
      const [x, y] = this.plane.pixels(point);
      const distance = Math.hypot(x - left, y - top);
      if (distance <= (best?.distance ?? reach)) best = { k, distance };
    });
    return best?.k;
  }

  // Pointers

  take(event) {
    if (event.button !== 0 || this.#grab || !this.plane) return;
    event.preventDefault();
    this.keys.letGo();
    this.root.focus({ preventScroll: true });
    const from = this.overlay.pixels(event);
    const k = this.nearest(from);
    const off = k === undefined ? [0, 0] : this.plane.pixels(this.points[k]).map((pixel, axis) => pixel - from[axis]);
    this.#grab = { pointer: event.pointerId, k, from, off, moved: false };
    if (k === undefined) return; // a click on the empty plane, perhaps
    this.root.setPointerCapture(event.pointerId);
    this.choose(k);
  }

  drag(event) {
    const grab = this.#grab;
    if (event.pointerId !== grab.pointer) return;
    const now = this.overlay.pixels(event);
    grab.moved ||= distance(now, grab.from) > STILL;
    if (!grab.moved || grab.k === undefined || this.tools.mode === "remove") return;
    this.move(grab.k, now.map((pixel, axis) => pixel + grab.off[axis]), false);
  }

  /** The hand lets go; without a movement it was a click. */
  drop(event, here) {
    const grab = this.#grab;
    if (event.pointerId !== grab?.pointer) return;
    this.#grab = undefined;
    this.speech.rest();
    if (grab.moved || !here) return;
    if (grab.k === undefined) this.add(grab.from);
    else this.click(grab.k, event.timeStamp);
  }

  /** A click on a point: the second one of a double click removes it. */
  click(k, time) {
    const twice = k === this.#click.k && time - this.#click.time < TWICE && this.tools.mode === "move";
    this.#click = twice ? { time: -Infinity } : { k, time };
    if (twice || this.tools.mode === "remove") this.remove(k);
  }

  /** The pointer passes: the numbers of the point below it. */
  point(event) {
    if (this.plane) this.showTip(this.nearest(this.overlay.pixels(event)));
  }

  /** A press on the empty plane; the second one of a double click adds a point. */
  tap(event) {
    const at = this.overlay.pixels(event);
    const before = this.#tap;
    this.#tap = { time: event.timeStamp, at };
    const twice = event.timeStamp - before.time < TWICE && distance(at, before.at) <= 2 * STILL;
    if (!twice || event.button !== 0 || !this.plane.holds(at)) return;
    this.#tap.time = -Infinity;
    const ended = new AbortController();
    const lifted = (up) => {
      if (up.pointerId !== event.pointerId) return;
      ended.abort();
      if (up.type === "pointerup" && distance(this.overlay.pixels(up), at) <= STILL) this.add(at);
    };
    const options = { capture: true, signal: ended.signal };
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, lifted, options);
  }

  close() {
    this.speech.close();
    this.overlay.plot.removeEventListener("pointerdown", this.#pressed, { capture: true });
    this.overlay.plot.removeEventListener("touchstart", this.#hold, { capture: true });
    for (const node of [this.root, this.tip, this.tools.root, this.how]) node.remove();
  }
}

const distance = ([x, y], [otherX, otherY]) => Math.hypot(x - otherX, y - otherY);
