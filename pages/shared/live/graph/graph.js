// The computation graph of a formula, walked forwards and backwards without the server.

import { make, styleSheet, whenGone } from "../app.js";
import { Courier } from "../courier.js";
import { Controls } from "./controls.js";
import { Player } from "./player.js";
import { Scene, svg } from "./scene.js";
import { Sentence } from "./sentence.js";
import { Steps } from "./steps.js";
import { Table } from "./table.js";
import { Tooltip } from "./tooltip.js";
import { View } from "./view.js";

const STYLE = await styleSheet("graph.css", import.meta.url);
const REST = 700; // ms after the last step in which the script is told of it
const HURRY = 150; // ms between steps below which nothing is faded or set flowing
const FORGETFUL = 1500; // ms after which an answer that does not know the last step is no longer a late one

export default function ({ data, parentElement, setStateValue }) {
  const graph = (parentElement.graph ??= new Graph(parentElement, data.count));
  graph.tell = setStateValue;
  graph.update(data);
  return whenGone(parentElement, () => graph.close());
}

class Graph {
  constructor(root, count) {
    this.count = count; // of steps told so far
    root.adoptedStyleSheets = [STYLE];
    this.player = new Player((place) => this.show(place), () => this.controls.show(this.player.place, this.player.playing));
    this.scene = new Scene((node) => this.pick(node), (node, box) => this.hover(node, box));
    this.controls = new Controls((name, value) => this.act(name, value));
    this.sentence = new Sentence();
    this.table = new Table((place) => this.player.jump(place));
    this.tooltip = new Tooltip();
    this.canvas = svg("svg", { role: "group", class: "canvas" }, this.scene.root);
    this.frame = make("div", { class: "frame", tabindex: 0, role: "application" }, this.canvas, this.controls.zoom);
    this.spoken = make("div", { class: "spoken", "aria-live": "polite" });
    this.root = make("div", { class: "graph" }, this.frame, this.controls.bar, this.sentence.root, this.table.root, this.spoken, this.tooltip.root);
    root.append(this.root);
    this.view = new View(this.frame, this.scene.root);
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.courier = new Courier((place) => this.send(place), () => this.settle());
  }

  /** New data from the script. */
  update(data) {
    const fresh = this.text !== data.film;
    this.data = data;
    this.view.highest = data.height;
    this.frame.setAttribute("aria-label", data.alt);
    if (fresh || this.language !== data.words.play) this.load(data);
    clearTimeout(this.doubt);
    this.courier.answered(this.count - data.count);
    if (data.count < this.count) this.doubt = setTimeout(() => this.believe(), FORGETFUL);
    this.settle();
  }

  load(data) {
    this.text = data.film;
    this.language = data.words.play;
    const { film, table } = JSON.parse(data.film);
    this.film = film;
    this.steps = new Steps(film);
    const atEnd = this.player.place === this.player.last;
    this.player.last = this.steps.last;
    const other = this.scene.load(film, this.steps);
    this.controls.load(this.steps, data.words);
    this.sentence.load(film, this.steps, data.words);
    this.table.load(film, table, data.words);
    this.root.classList.toggle("still", film.steps.length === 0);
    if (other) {
      this.player.pause();
      this.stepTold = undefined;
      this.player.place = this.placed(data.step);
    } else if (atEnd) this.player.place = this.steps.last;
    this.player.place = Math.min(this.player.place, this.steps.last);
    if (other) this.view.resize(this.scene.size);
    this.show(this.player.place, true);
  }

  placed(step) {
    return step === null ? this.steps.last : Math.min(step, this.steps.last);
  }

  /** The script no longer knows what it was told; its step stands. */
  believe() {
    if (!this.courier.settled) return;
    this.count = this.data.count;
    this.settle();
  }

  /** Goes to the script's step where it has a new one, unless the reader is ahead of it. */
  settle() {
    if (!this.courier.settled || this.resting || this.data.count < this.count) return;
    const { step } = this.data;
    if (step === this.stepTold) return;
    this.stepTold = step;
    if (!this.player.playing) this.player.go(this.placed(step));
  }

  /** Everything at a place of the film. */
  show(place, silent = false) {
    const now = performance.now();
    this.root.classList.toggle("hurried", now - this.shownAt < HURRY);
    this.shownAt = now;
    this.scene.show(place);
    this.controls.show(place, this.player.playing);
    this.sentence.show(place);
    this.table.show(place);
    const step = this.steps.step(place);
    const node = this.film.nodes[step?.node ?? this.film.result];
    this.view.reveal(...this.scene.middle(node.x, node.y));
    if (silent) return;
    this.tooltip.hide();
    clearTimeout(this.rest);
    this.resting = true;
    this.rest = setTimeout(() => this.told(), REST);
  }

  /** The reader rests at a step: the script and whoever listens are told. */
  told() {
    if (this.player.playing) return (this.rest = setTimeout(() => this.told(), REST));
    this.resting = false;
    this.spoken.textContent = this.spokenText();
    this.courier.offer(this.player.place === this.steps.last ? null : this.player.place);
    this.courier.hurry();
  }

  spokenText() {
    const rows = this.table.rows.filter((_, k) => this.table.places[k] === this.player.place);
    return rows.map(({ node, operation, parent, line, gradient }) => [node, operation, parent, line, gradient].join(" ")).join("; ");
  }

  send(place) {
    this.count += 1;
    this.stepTold = place;
    this.tell("step", { step: place, count: this.count });
  }

  act(name, value) {
    const { player, steps, view } = this;
    const places = { start: 0, back: player.place - 1, next: player.place + 1, end: steps.last, seek: value };
    if (name in places) player.jump(places[name]);
    else if (name === "play") player.toggle();
    else if (name === "speed") player.speed = value;
    else if (name === "fit") view.fit();
    else view.zoom(name === "near" ? 1.3 : 1 / 1.3);
  }

  key(event) {
    const action = { ArrowRight: "next", ArrowLeft: "back", Home: "start", End: "end", " ": "play" }[event.key];
    const own = event.target.closest?.("select, details, .speed") || (event.key === " " && event.target.closest?.("button"));
    if (!action || own || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.act(action);
  }

  pick(node) {
    this.player.jump(this.steps.placeOf(node, this.player.place));
  }

  hover(node, box) {
    if (node === undefined) return this.tooltip.hide();
    this.tooltip.show(this.film, this.steps, this.player.place, node, box, this.data.words);
  }

  close() {
    this.player.pause();
    clearTimeout(this.rest);
    clearTimeout(this.doubt);
    this.courier.close();
    this.view.close();
    this.tooltip.close();
  }
}
