// A slider that speaks while it is dragged. The script owns the value; this shows it and tells where it is moved.

import { make, styleSheet, whenGone } from "../app.js";
import { CONTROL, helpButton, hide, show, write } from "../control.js";
import { Courier } from "../courier.js";
import { formatted, parsed, Scale } from "./scale.js";

const STYLE = await styleSheet("slider.css", import.meta.url);

const AT_ONCE = 3; // values on their way: one is drawn, one is computed, one travels
const FORGETFUL = 1500; // ms after which an answer that does not know the last value is no longer a late one

export default function ({ data, parentElement, setStateValue }) {
  const slider = (parentElement.liveSlider ??= new LiveSlider(parentElement, data.count));
  slider.tell = setStateValue;
  slider.update(data);
  return whenGone(parentElement, () => slider.close());
}

class LiveSlider {
  constructor(root, count) {
    this.count = count; // of values told so far
    this.dragging = false;
    this.typing = false; // the field holds what is not yet committed
    root.adoptedStyleSheets = [CONTROL, STYLE];
    this.label = make("label", { for: "range" });
    this.tooltip = make("div", { id: "tooltip", role: "tooltip", class: "bubble", popover: "manual" });
    this.help = helpButton(this.tooltip);
    this.field = make("input", { type: "text", class: "field", autocomplete: "off" });
    this.field.spellcheck = false;
    this.range = make("input", { type: "range", id: "range", step: "any" });
    this.warning = make("div", { role: "alert", class: "bubble warning", popover: "manual" });
    const head = make("div", { class: "head" }, this.label, this.help, this.field);
    const body = make("div", { class: "slider" }, head, this.range, this.tooltip, this.warning);
    root.append(body);
    this.body = body;
    this.courier = new Courier((value) => this.send(value), () => this.settle(), AT_ONCE);
    this.listen();
  }

  listen() {
    const { range, field } = this;
    range.addEventListener("pointerdown", () => this.take());
    for (const name of ["pointerup", "pointercancel", "lostpointercapture", "blur"])
      range.addEventListener(name, () => this.drop());
    range.addEventListener("input", () => this.move(this.scale.fromTrack(Number(range.value))));
    range.addEventListener("change", () => this.courier.hurry());
    range.addEventListener("keydown", (event) => this.step(event));
    field.addEventListener("input", () => this.edit());
    field.addEventListener("blur", () => this.leave());
    field.addEventListener("keydown", (event) => this.type(event));
    field.addEventListener("focus", () => this.enter());
    this.hideBubbles = () => [this.tooltip, this.warning].forEach(hide); // they would not scroll with the page
    window.addEventListener("scroll", this.hideBubbles, { capture: true, passive: true });
  }

  /** New data from the script. */
  update(data) {
    this.data = data;
    this.scale = new Scale(data);
    const { range, field, scale } = this;
    write(this.label, data.label);
    const name = data.label.replaceAll("`", "");
    this.label.title = name;
    this.help.hidden = !data.help;
    write(this.tooltip, data.help ?? "");
    this.help.setAttribute("aria-label", name);
    range.min = scale.toTrack(data.low);
    range.max = scale.toTrack(data.high);
    field.inputMode = data.low < 0 ? "text" : "decimal"; // number pads have no minus
    range.disabled = field.disabled = data.disabled;
    field.setAttribute("aria-label", name);
    if (data.help) range.setAttribute("aria-description", data.help);
    else range.removeAttribute("aria-description");
    const widest = [data.low, data.high, data.low + data.step, data.value].map((value) => formatted(value, data).length);
    field.style.width = `calc(${Math.max(4, ...widest)}ch + 1rem)`;
    field.title = `${formatted(data.low, data)} … ${formatted(data.high, data)}`;
    clearTimeout(this.doubt);
    this.courier.answered(this.count - data.count);
    if (data.count < this.count) this.doubt = setTimeout(() => this.believe(), FORGETFUL);
    this.settle();
  }

  /** The script no longer knows what it was told; its value stands. */
  believe() {
    if (!this.courier.settled) return;
    this.count = this.data.count;
    this.settle();
  }

  /** Shows the script's value, unless the reader is ahead of it. */
  settle() {
    if (this.dragging || !this.courier.settled || this.data.count < this.count) return;
    this.place(this.data.value);
  }

  /** Puts thumb and field to a value. */
  place(value) {
    this.value = value;
    const { range, scale, data } = this;
    const text = formatted(value, data);
    range.value = scale.toTrack(value);
    range.setAttribute("aria-valuetext", text);
    const share = (Number(range.value) - Number(range.min)) / (Number(range.max) - Number(range.min));
    range.style.setProperty("--share", share);
    if (this.typing) return;
    this.field.value = text;
    this.mark(true);
  }

  /** The reader moves to a value. */
  move(value) {
    const changed = value !== this.value;
    this.place(value);
    if (changed) this.courier.offer(value);
  }

  send(value) {
    this.count += 1;
    this.tell("move", { value, count: this.count });
  }

  take() {
    this.forget();
    this.dragging = true;
  }

  /** The drag ends: the last value may now interrupt a slow run. */
  drop() {
    if (!this.dragging) return;
    this.dragging = false;
    this.courier.hurry();
    this.settle();
  }

  /** Keys on the thumb: one step, ten steps, the ends. */
  step(event) {
    const target = this.keyed(event.key);
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.move(target);
    this.courier.hurry();
  }

  keyed(key) {
    const { scale, value, data } = this;
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[key];
    if (steps) return scale.stepped(value, steps);
    return { Home: data.low, End: data.high }[key];
  }

  enter() {
    this.field.select();
    if (this.field.ariaInvalid === "true") this.mark(false);
  }

  /** Keys in the field: commit, take back, one step. */
  type(event) {
    if (event.key === "Enter") this.commit();
    if (event.key === "Escape") this.forget();
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      this.forget();
      this.step(event);
    }
  }

  /** The reader types: judged when it is committed, freed as soon as it is mended. */
  edit() {
    this.typing = true;
    if (parsed(this.field.value, this.data) !== undefined) this.mark(true);
  }

  /** Takes the typed value; one that cannot be taken stays to be mended and is not sent. */
  commit() {
    if (!this.typing) return;
    const value = parsed(this.field.value, this.data);
    if (value === undefined) return this.mark(false);
    this.typing = false;
    this.move(value);
    this.courier.hurry();
  }

  leave() {
    this.commit();
    hide(this.warning);
  }

  forget() {
    this.typing = false;
    this.place(this.value);
  }

  /** Shows whether the typed text can be taken, and if not, what can. */
  mark(fine) {
    this.field.setAttribute("aria-invalid", String(!fine));
    if (fine) return hide(this.warning);
    this.warning.textContent = this.field.title;
    show(this.warning, this.field);
  }

  close() {
    this.courier.close();
    clearTimeout(this.doubt);
    window.removeEventListener("scroll", this.hideBubbles, { capture: true });
  }
}
