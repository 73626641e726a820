// The drawing: a box for every value, an edge for every use. It is built once and then only changes classes and texts.

import { nameParts } from "./math.js";
import { peakOf } from "./steps.js";

const SVG = "http://www.w3.org/2000/svg";
export const BOX = { width: 102, height: 44 };
const ROOM = { x: 124, y: 56 };
const BADGE = 33; // what says which value this is; the numbers stand beside it
const CELLS = { width: 42, height: 19 };
const FAINTEST = 0.16; // how strongly the smallest gradient is colored; the largest is 1

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export class Scene {
  /** `pick(node)` is told of clicks, `hover(node, box)` of what is pointed at. */
  constructor(pick, hover) {
    this.pick = pick;
    this.hover = hover;
    this.root = svg("g");
  }

  /** A new film; the drawing is kept where its graph is the same. */
  load(film, steps) {
    const shape = JSON.stringify(film.nodes.map(({ sign, name, kind, parents, shape: size, x, y }) => [sign, name, kind, parents, size, x, y]));
    this.film = film;
    this.steps = steps;
    const sizes = film.nodes.map(({ gradient }) => Math.abs(peakOf(gradient ?? 0)));
    this.largest = Math.max(0, ...sizes.filter(Number.isFinite));
    if (shape === this.shape) return false;
    this.shape = shape;
    this.size = { width: film.width * ROOM.x + BOX.width, height: film.height * ROOM.y + BOX.height };
    this.edges = film.edges.map((edge) => this.edge(edge));
    this.nodes = film.nodes.map((node) => this.node(node));
    const lines = svg("g", {}, ...this.edges.map(({ group }) => group));
    const labels = svg("g", {}, ...this.edges.map(({ label }) => label));
    this.root.replaceChildren(lines, svg("g", {}, ...this.nodes.map(({ group }) => group)), labels);
    return true;
  }

  /** The middle of a box, in the drawing's own units. */
  middle(x, y) {
    return [x * ROOM.x + BOX.width / 2, y * ROOM.y + BOX.height / 2];
  }

  edge({ from, to, points }) {
    const way = this.way(points);
    const line = svg("path", { d: way, class: "line" });
    const flow = svg("path", { d: way, class: "flow" });
    const text = svg("text", { class: "share", "text-anchor": "middle", dy: "0.35em" });
    const paper = svg("rect", { rx: 8, height: 17, y: -8.5 });
    const label = svg("g", { class: "label" }, paper, text);
    return { from, to, group: svg("g", { class: "edge" }, line, flow), label, paper, text };
  }

  /** A smooth line from the right side of a box to the left side of the next, through the places between. */
  way(points) {
    const places = points.map(([x, y]) => this.middle(x, y));
    places[0][0] += BOX.width / 2;
    places.at(-1)[0] -= BOX.width / 2 + 3;
    let path = `M${places[0]}`;
    for (let k = 1; k < places.length; k++) {
      const [[x, y], [nextX, nextY]] = [places[k - 1], places[k]];
      const pull = Math.abs(nextX - x) * 0.45;
      path += `C${x + pull},${y} ${nextX - pull},${nextY} ${nextX},${nextY}`;
    }
    return path;
  }

  node(node) {
    const [x, y] = this.middle(node.x, node.y);
    const box = { x: -BOX.width / 2, y: -BOX.height / 2, width: BOX.width, height: BOX.height };
    const round = node.kind === "variable" ? BOX.height / 2 : 9;
    const value = svg("text", { class: "value", x: BOX.width / 2 - 9, y: -4, "text-anchor": "end" });
    const gradient = svg("text", { class: "gradient", x: BOX.width / 2 - 9, y: 14, "text-anchor": "end" });
    const partial = svg("text", { class: "partial", x: -BOX.width / 2 + BADGE + 3, y: 14 }, "∂");
    const rim = svg("rect", { ...box, rx: round, class: "rim" });
    const frame = svg("rect", { ...box, rx: round, class: "box" });
    const group = svg(
      "g",
      { class: `node ${node.kind} ${node.shape.length ? "array" : ""}`, transform: `translate(${x} ${y})`, role: "button", tabindex: -1 },
      rim, frame, ...this.badge(node), value, partial, gradient,
    );
    const alarm = svg("g", { class: "alarm", transform: `translate(${BOX.width / 2 - 4} ${-BOX.height / 2 + 2})` },
      svg("path", { d: "M0-8.5 8.5 6.5H-8.5Z" }), svg("text", { "text-anchor": "middle", y: 4.5 }, "!"));
    const cells = this.cells(node.shape);
    group.append(cells, alarm);
    group.addEventListener("click", () => this.pick(node.index));
    group.addEventListener("pointerenter", () => this.hover(node.index, group));
    group.addEventListener("pointerleave", () => this.hover(undefined));
    return { group, value, gradient, partial, alarm, cells: [...cells.children] };
  }

  /** Sign and name, or the name alone. */
  badge({ kind, sign, name_latex: latex }) {
    const x = -BOX.width / 2 + BADGE / 2 + 1;
    const [word, below] = nameParts(latex);
    const name = (attributes) =>
      svg("text", { "text-anchor": "middle", x, ...attributes }, svg("tspan", {}, word), svg("tspan", { class: "below", dy: 3 }, below));
    if (kind === "constant") return [];
    const length = word.length + below.length * 0.7;
    if (kind === "variable") return [name({ class: "name", y: 5, style: `font-size:${length > 3 ? 38 / length : 17}px` })];
    const size = sign.length > 2 ? 36 / sign.length + 2.5 : 16;
    const place = sign.length > 4 ? { x: -BOX.width / 2 + 6, style: "font-size:10.5px" } : { x, "text-anchor": "middle", style: `font-size:${size}px` };
    return [
      svg("text", { class: "sign", y: -3, ...place }, sign),
      name({ class: "name small", y: 13 }),
    ];
  }

  /** A small picture of an array's gradient: a cell for every number. */
  cells(shape) {
    if (shape.length === 0) return svg("g");
    const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1)];
    const side = Math.min(CELLS.height / rows, CELLS.width / columns, 10);
    const [left, top] = [BOX.width / 2 - 9 - side * columns, 9.5 - (side * rows) / 2];
    const gap = side > 4 ? 1 : 0.4;
    return svg("g", { class: "cells" }, ...Array.from({ length: rows * columns }, (_, k) => {
      const place = { x: left + side * (k % columns), y: top + side * Math.floor(k / columns) };
      return svg("rect", { ...place, width: side - gap, height: side - gap, rx: side > 6 ? 1.5 : 0 });
    }));
  }

  /** The drawing at a place of the film. */
  show(place) {
    const step = this.steps.step(place);
    const receivers = new Set(step?.phase === "backward" ? step.passes.map(({ parent }) => parent) : []);
    this.film.nodes.forEach((node, k) => this.showNode(node, this.nodes[k], place, step, receivers));
    for (const edge of this.edges) this.showEdge(edge, place, step);
  }

  showNode(node, { group, value, gradient, partial, alarm, cells }, place, step, receivers) {
    const { steps } = this;
    const known = steps.knowsValue(node.index, place);
    const arrived = steps.gradient(node.index, place);
    const current = step?.node === node.index;
    const levels = new Set(steps.marks(node.index, place).map(({ level }) => level));
    const classes = {
      known, now: current, backward: current && step.phase === "backward", receives: receivers.has(node.index),
      partly: arrived !== undefined && !steps.complete(node.index, place),
      undefined: arrived !== undefined && !Number.isFinite(Number(arrived.peak)),
      warned: levels.has("error") || levels.has("warning"), failed: levels.has("error"),
    };
    for (const [name, is] of Object.entries(classes)) group.classList.toggle(name, is);
    const array = node.shape.length > 0;
    write(value, known ? (array ? `[${node.value_text}]` : node.value_text) : "");
    write(gradient, arrived && !array ? arrived.text : "");
    partial.classList.toggle("there", arrived !== undefined);
    this.color(group, arrived?.peak);
    if (array) {
      const numbers = [arrived?.array ?? []].flat(Infinity);
      cells.forEach((cell, k) => this.color(cell, numbers[k]));
      cells[0].parentNode.classList.toggle("there", arrived !== undefined);
    }
    const told = [node.name, node.operation, known ? node.value_text : "", arrived ? `∂ ${arrived.text}` : ""];
    group.setAttribute("aria-label", told.filter(Boolean).join(", "));
  }

  /** Blue above 0, orange below, the stronger the larger. */
  color(drawn, peak) {
    const number = Number(peak ?? 0);
    const size = Number.isNaN(number) ? 0 : Math.abs(number);
    const share = size === Infinity ? 1 : this.largest ? Math.min(1, Math.sqrt(size / this.largest)) : 0;
    drawn.style.setProperty("--strength", size ? (FAINTEST + (1 - FAINTEST) * share).toFixed(3) : 0);
    drawn.classList.toggle("positive", number > 0);
    drawn.classList.toggle("negative", number < 0);
  }

  showEdge({ from, to, group, label, paper, text }, place, step) {
    const share = this.steps.share(from, to, place);
    const now = share !== undefined && step?.node === to && step.phase === "backward";
    group.classList.toggle("forward", step?.phase === "forward" && step.node === to);
    group.classList.toggle("backward", now);
    group.classList.toggle("used", this.steps.knowsValue(to, place));
    this.color(group, share?.peak);
    label.classList.toggle("there", now && this.film.nodes[from].shape.length === 0);
    if (!now) return;
    const { x, y } = this.film.nodes[from];
    write(text, share.texts.join(" + "));
    const width = text.textContent.length * 6.4 + 12;
    paper.setAttribute("x", -width / 2);
    paper.setAttribute("width", width);
    const [middle, center] = this.middle(x, y); // on the upper edge of the box that receives it
    label.setAttribute("transform", `translate(${middle + BOX.width / 2 - Math.min(width / 2, 30)} ${center - BOX.height / 2 - 3})`);
    this.color(label, share.peak);
  }
}

function write(node, text) {
  if (node.textContent === text) return;
  node.textContent = text;
  node.classList.toggle("long", text.length > 6);
}
