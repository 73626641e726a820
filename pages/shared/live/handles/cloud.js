// The points of a scatter that can be dragged, added and removed: one drawing, which is one stop of the Tab key.

import { make } from "../app.js";
import { CloudKeys } from "./cloud_keys.js";
import { CloudPointers } from "./cloud_pointers.js";
import { planeOf } from "./plane.js";
import { Speech } from "./speech.js";
import { svg, symbol } from "./symbols.js";
import { Tools } from "./tools.js";
import { gridsOf, textOf } from "./ways.js";

const AXES = ["x", "y"];
const coarse = matchMedia("(pointer: coarse)");

export class PointCloud {
  points = []; // [x, y, number of the class]
  chosen; // the index of the one that keys act on
  #ahead; // the number of the message that told the points, once it has left

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
    this.pointers = new CloudPointers(this);
    this.root.addEventListener("focus", () => this.place());
  }

  /** What the script says of the points. */
  update(data) {
    const { words } = this.overlay;
    this.root.setAttribute("aria-label", words.points);
    this.how.textContent = words.points_how;
    if (JSON.stringify(data.classes) !== JSON.stringify(this.data?.classes)) this.dots.replaceChildren();
    this.data = data;
    if (!this.dots.hasChildNodes()) this.place();
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
    if (fresh.length !== this.points.length) this.pointers.letGo();
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
    this.points.forEach((_, k) => k === this.pointers.held || this.draw(k)); // that one stays under the pointer
    this.drawRing();
  }

  draw(k) {
    const node = this.nodes[k];
    const [, , label] = this.points[k];
    if (node.label !== label) symbol(this.classOf(label), node);
    node.label = label;
    const [left, top] = this.plane.pixels(this.points[k]);
    node.setAttribute("transform", `translate(${left.toFixed(1)},${top.toFixed(1)})`);
    node.style.display = this.plane.holds([left, top]) ? "" : "none";
  }

  /** A class; the script may just have left out the one of points that it has not yet told anew. */
  classOf(label) {
    return this.data.classes[label] ?? this.data.classes[0];
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
    return { name: this.classOf(label).name, ...textOf([x, y], this.grids) };
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

  close() {
    this.speech.close();
    this.pointers.close();
    for (const node of [this.root, this.tip, this.tools.root, this.how]) node.remove();
  }
}
