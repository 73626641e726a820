// The computation graph of a formula, walked forwards and backwards without the server.

import { make, styleSheet, whenGone } from "../app.js";
import { keyed, STYLE as PLAYER_STYLE } from "../player/bar.js";
import { Display, Player } from "../player/player.js";
import { Rest } from "../player/rest.js";
import { Controls } from "./controls.js";
import { Scene, svg } from "./scene.js";
import { Sentence } from "./sentence.js";
import { Steps } from "./steps.js";
import { Table } from "./table.js";
import { Tooltip } from "./tooltip.js";
import { View } from "./view.js";

const STYLE = await styleSheet("graph.css", import.meta.url);
const STEPS_A_SECOND = 1.25; // at speed 1; a reader needs a moment for each sentence
const HURRY = 150; // ms between steps below which nothing is faded or set flowing

export default function ({ data, parentElement, setStateValue }) {
  const graph = (parentElement.graph ??= new Graph(parentElement, data.count));
  graph.tell = setStateValue;
  graph.update(data);
  return whenGone(parentElement, () => graph.close());
}

class Graph {
  constructor(root, count) {
    root.adoptedStyleSheets = [PLAYER_STYLE, STYLE];
    this.player = new Player(STEPS_A_SECOND);
    this.scene = new Scene((node) => this.pick(node), (node, box) => this.hover(node, box));
    this.controls = new Controls((name, value) => this.act(name, value));
    this.sentence = new Sentence();
    this.table = new Table((place) => this.act("seek", place));
    this.tooltip = new Tooltip();
    this.canvas = svg("svg", { role: "group", class: "canvas" }, this.scene.root);
    this.frame = make("div", { class: "frame", tabindex: 0, role: "application" }, this.canvas, this.controls.zoom);
    this.spoken = make("div", { class: "spoken", "aria-live": "polite" });
    this.root = make("div", { class: "graph" }, this.frame, this.controls.bar, this.sentence.root, this.table.root, this.spoken, this.tooltip.root);
    root.append(this.root);
    this.view = new View(this.frame, this.scene.root);
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.display = new Display(this.root, (now) => this.tick(now));
    this.rest = new Rest(this.player, {
      count,
      frame: () => (this.player.atEnd ? null : this.player.frame),
      tell: (step, told) => this.tell("step", { step, count: told }),
      follow: (step) => this.go(this.placed(step)),
      speak: () => (this.spoken.textContent = this.spokenText()),
    });
  }

  /** New data from the script. */
  update(data) {
    const fresh = this.text !== data.film;
    this.data = data;
    this.view.highest = data.height;
    this.frame.setAttribute("aria-label", data.alt);
    if (fresh || this.language !== data.words.step) this.load(data);
    this.rest.update({ frame: data.step, count: data.count });
  }

  load(data) {
    this.text = data.film;
    this.language = data.words.step;
    const { film, table } = JSON.parse(data.film);
    this.film = film;
    this.steps = new Steps(film);
    const { player } = this;
    const { atEnd, frame } = player;
    player.count = this.steps.last + 1;
    const other = this.scene.load(film, this.steps);
    this.controls.load(this.steps, data.words);
    this.sentence.load(film, this.steps, data.words);
    this.table.load(film, table, data.words);
    this.root.classList.toggle("still", film.steps.length === 0);
    if (other) {
      player.jump(this.placed(data.step));
      this.rest.renew();
      this.view.resize(this.scene.size);
    } else player.seek(atEnd ? player.last : frame);
    this.show(player.frame, true);
  }

  placed(step) {
    return step === null ? this.steps.last : Math.min(step, this.steps.last);
  }

  go(place) {
    if (place === this.player.frame) return;
    this.player.seek(place);
    this.show(place);
  }

  /** Everything at a place of the film. */
  show(place, silent = false) {
    const now = performance.now();
    this.root.classList.toggle("hurried", now - this.shownAt < HURRY);
    this.shownAt = now;
    this.scene.show(place);
    this.controls.show(this.player);
    this.sentence.show(place);
    this.table.show(place);
    this.view.reveal(...this.scene.middle(...this.interest(place)));
    if (silent) return;
    this.tooltip.hide();
    this.rest.moved();
  }

  /** Where to look at a place of the film: at the node of its step; before the first and after the last, at the variables. */
  interest(place) {
    const step = this.steps.step(place);
    const shown = step ? [step.node] : this.film.variables.map(({ node }) => node);
    const nodes = shown.map((node) => this.film.nodes[node]);
    const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
    return [Math.min(...nodes.map(({ x }) => x)), mean(nodes.map(({ y }) => y))];
  }

  spokenText() {
    const rows = this.table.rows.filter((_, k) => this.table.places[k] === this.player.frame);
    return rows.map(({ node, operation, parent, line, gradient }) => [node, operation, parent, line, gradient].join(" ")).join("; ");
  }

  act(name, value) {
    const { player, view } = this;
    const before = player.frame;
    if (player.act(name, value)) this.moved(before);
    else if (name === "fit") view.fit();
    else view.zoom(name === "near" ? 1.3 : 1 / 1.3);
  }

  tick(now) {
    const before = this.player.frame;
    this.player.tick(now);
    this.moved(before);
  }

  moved(before) {
    const { frame, playing } = this.player;
    if (frame !== before) this.show(frame);
    else this.controls.show(this.player);
    if (playing) this.display.ask();
  }

  key(event) {
    const asked = keyed(event);
    if (!asked) return;
    event.preventDefault();
    this.act(...asked);
  }

  pick(node) {
    this.act("seek", this.steps.placeOf(node, this.player.frame));
  }

  hover(node, box) {
    if (node === undefined) return this.tooltip.hide();
    this.tooltip.show(this.film, this.steps, this.player.frame, node, box, this.data.words);
  }

  close() {
    this.player.pause();
    this.display.close();
    this.rest.close();
    this.view.close();
    this.tooltip.close();
  }
}
