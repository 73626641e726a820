// The whole of a value, where the box has no room for it: name, formula, shape, numbers and gradient.

import { make } from "../app.js";
import { formula } from "./math.js";

export class Tooltip {
  constructor() {
    this.root = make("div", { class: "tooltip", role: "tooltip", popover: "manual" });
    this.hide = () => this.root.isConnected && this.root.togglePopover(false);
    window.addEventListener("scroll", this.hide, { capture: true, passive: true });
  }

  /** Shows what is known at a place of the film of the node that `box` draws. */
  show(film, steps, place, index, box, words) {
    const node = film.nodes[index];
    const lines = [];
    const line = (caption, ...content) => lines.push(make("div", { class: "row" }, make("small", {}, caption), ...content));
    const step = film.steps.find(({ phase, node: made }) => phase === "forward" && made === index);
    line(words[`kind_${node.kind}`], step ? formula(step.symbols) : make("b", {}, node.name || node.sign));
    if (node.end > node.start && node.kind === "operation") line(words.typed, make("code", {}, film.formula.slice(node.start, node.end)));
    if (node.shape.length) line(words.shape, `(${node.shape.join(", ")}${node.shape.length === 1 ? "," : ""})`);
    if (steps.knowsValue(index, place)) line(words.value, numbers(node.value));
    const arrived = steps.gradient(index, place);
    if (arrived) line(steps.complete(index, place) ? words.gradient : words.gradient_so_far, numbers(arrived.array));
    for (const { reason } of steps.marks(index, place)) lines.push(make("p", { class: "mark" }, words[`mark_${reason}`]));
    this.root.replaceChildren(...lines);
    if (!this.root.isConnected) return;
    this.root.togglePopover(true);
    this.put(box.getBoundingClientRect());
  }

  put({ left, width, top, bottom }) {
    const own = this.root.getBoundingClientRect();
    const x = Math.min(Math.max(8, left + width / 2 - own.width / 2), innerWidth - own.width - 8);
    const above = top - own.height - 8;
    this.root.style.left = `${x}px`;
    this.root.style.top = `${above >= 4 ? above : bottom + 8}px`;
  }

  close() {
    window.removeEventListener("scroll", this.hide, { capture: true });
  }
}

/** A number in full, or an array as a small table. */
function numbers(value) {
  if (!Array.isArray(value)) return make("b", { class: "number" }, String(value).replace("-", "−"));
  const rows = Array.isArray(value[0]) ? value : [value];
  const cells = (row) => row.map((number) => make("td", {}, short(number)));
  return make("table", { class: "numbers" }, ...rows.map((row) => make("tr", {}, ...cells(row))));
}

const short = (number) => (typeof number === "number" ? String(Number(number.toPrecision(6))) : number).replace("-", "−");
