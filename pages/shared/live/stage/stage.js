// The stage: network, map, curves and timeline of one film. It evaluates the network itself; playing asks no server.

import { make, styleSheet, themeName, whenGone } from "../app.js";
import { keyed, STYLE as PLAYER_STYLE } from "../player/bar.js";
import { Display, Player } from "../player/player.js";
import { Controls } from "./controls.js";
import { Curves } from "./curves.js";
import { Diagram } from "./diagram.js";
import { opened } from "./film.js";
import { Layout } from "./layout.js";
import { gridOf, Network } from "./network.js";
import { MARKS, Plane } from "./plane.js";
import { Palette, themeOf } from "./colors.js";
import { Pointing } from "./pointing.js";
import { filled, shown } from "./text.js";

const STYLE = await styleSheet("stage.css", import.meta.url);
const SIDE = 100; // points of a map in each direction
const SIDES = [SIDE, 50, 34, 25, 20]; // coarser while a large network plays
const IN_TIME = 14; // ms for one frame
const PRODUCTS_IN_TIME = 8e6; // weight·value: what a slow machine does in that time
const REST = 500; // ms after which the playhead's place is told, and spoken
const SETTLED = 2000; // ms after a reader's act in which answers of the script are still late ones
const LINE_POINTS = 241;
const DEFAULTS = { show_test: false, discretize: false, log: false, loop: false, measure: "loss", speed: 1 };

export default function ({ data, parentElement, setTriggerValue }) {
  const stage = (parentElement.stage ??= new Stage(parentElement));
  stage.tell = setTriggerValue;
  stage.take(data);
  return whenGone(parentElement, () => stage.close());
}

class Stage {
  #blocks = new Map();
  #restTimer = 0;
  #takeTimer = 0;
  #told; // the epoch that was told last

  constructor(root) {
    root.adoptedStyleSheets = [PLAYER_STYLE, STYLE];
    this.player = new Player();
    this.side = SIDE;
    this.renders = 0;
    this.touched = -Infinity; // when the reader last moved the playhead or changed the view
    this.slow = 0; // frames in a row that took too long
    this.times = []; // ms of the last frames, for tests and benchmarks
    this.controls = new Controls((name, value) => this.act(name, value));
    this.build(root);
    this.display = new Display(this.node, (now) => this.tick(now));
    this.diagram = new Diagram(this.network_canvas);
    this.plane = new Plane(this.map_canvas, this.marks_canvas);
    this.curves = new Curves(this.timeline);
    this.pointing = new Pointing(this);
    this.node.addEventListener("keydown", (event) => this.key(event));
    this.observer = new ResizeObserver(() => {
      this.widths = undefined;
      this.fit();
    });
    this.observer.observe(this.net);
    this.observer.observe(this.timeline);
    this.node.stageProbe = probeOf(this);
  }

  build(root) {
    this.network_canvas = make("canvas", { role: "application", class: "network", tabindex: "0" });
    this.map_canvas = make("canvas", { "aria-hidden": "true" });
    this.marks_canvas = make("canvas", { role: "img", class: "marks" });
    this.title = make("div", { class: "map-title" });
    this.legend = make("div", { class: "legend" });
    this.zoom = ["zoom_in", "zoom_out"].map((name) => make("button", { type: "button", class: name }, name === "zoom_in" ? "+" : "⤢"));
    this.zoom[0].addEventListener("click", () => this.pointing.zoom(0.5));
    this.zoom[1].addEventListener("click", () => this.pointing.wholeMap());
    this.timeline = make("div", { class: "timeline", role: "slider", tabindex: "0" });
    this.spoken = make("div", { class: "heard", "aria-live": "polite" });
    const picture = make("div", { class: "picture" }, this.map_canvas, this.marks_canvas, make("div", { class: "zoom" }, ...this.zoom));
    const { bar, history } = this.controls;
    this.net = make("div", { class: "net" }, this.network_canvas);
    this.sidebar = make("div", { class: "side" }, this.title, picture, this.legend);
    const time = make("div", { class: "time" }, history, this.timeline);
    this.main = make("div", { class: "main" }, this.net, this.sidebar);
    this.node = make("div", { class: "stage", role: "group" }, bar, this.main, time, this.spoken);
    root.append(this.node);
  }

  /** The first film is shown at once, a later one after all that is told with it: a slider first sends its next value. */
  take(message) {
    clearTimeout(this.#takeTimer);
    if (this.film) this.#takeTimer = setTimeout(() => this.update(message));
    else this.update(message);
  }

  /** A new film, other words, or the same in a new theme. */
  update(message) {
    const first = !this.film;
    const stayed = first ? undefined : { epoch: this.epoch, atEnd: this.player.atEnd };
    const [about, film] = opened(message);
    const other = first || !sameNetwork(film, this.film) || film.reach !== this.film.reach;
    const asked = this.about;
    Object.assign(this, { about, film, words: about.labels });
    this.filmCount = (this.filmCount ?? 0) + 1;
    if (first) this.state = { ...DEFAULTS, ...about.show };
    if (other) {
      this.network = new Network(film);
      this.#blocks.clear();
      this.side = this.finest;
      this.view ??= this.whole;
      this.layout = undefined;
    }
    this.player.count = film.count;
    this.player.pace = Math.min(60, film.count / 4); // the whole film takes five seconds, a shorter one at least four
    if (first) this.player.seek(about.epoch === null ? film.count : film.frameAt(about.epoch));
    else this.player.seek(stayed.atEnd ? film.count : film.frameAt(stayed.epoch));
    if (!first) this.obey(asked, about);
    if (!this.#restTimer) this.#told = this.epoch; // else the reader has moved it, and that is yet to be told
    this.player.loop = this.state.loop;
    this.player.speed = this.state.speed;
    this.pointing.renew();
    this.dress();
    this.fit(true);
  }

  /** The script, not the reader, has changed a setting of the view or the place of the playhead. */
  obey(before, { show, epoch }) {
    if (performance.now() - this.touched < SETTLED || this.player.playing || this.pointing.trial) return;
    for (const [name, value] of Object.entries(show)) if (value !== before.show[name]) this.state[name] = value;
    if (epoch !== before.epoch) this.player.seek(epoch === null ? this.film.count : this.film.frameAt(epoch));
  }

  /** What the reader's theme, the language and the kind of network make of the parts; done again where one is new. */
  dress() {
    const { film, words, controls } = this;
    const { branch, undo } = this.about.can;
    const canReturn = undo && film.branches.length > 0;
    controls.warning.textContent = film.diverged_at === null ? "" : filled(words.diverged, { epoch: film.diverged_at });
    this.node.setAttribute("aria-label", this.about.alt);
    this.network_canvas.setAttribute("aria-label", `${words.network}. ${this.about.alt}`);
    const { sizes, activations, classCount, dimensions, hasAccuracy, answer, valueReach } = film;
    const kind = [sizes, activations, classCount, dimensions, hasAccuracy, answer, valueReach];
    if (!hasAccuracy) this.state.measure = "loss";
    const dressed = JSON.stringify([themeName(), words, branch, canReturn, kind]);
    if (dressed === this.dressed) return;
    this.dressed = dressed;
    this.theme = themeOf(this.node);
    this.palette = new Palette(this.theme, classCount);
    this.diagram.dress(this.theme, this.palette);
    this.plane.dress(this.theme, this.palette);
    this.curves.dress(this.theme);
    controls.name(words, { canBranch: branch, canReturn, accuracy: hasAccuracy, classes: dimensions > 1 });
    this.network_canvas.setAttribute("aria-description", words.network_keys);
    this.marks_canvas.setAttribute("aria-label", words.plane);
    this.timeline.setAttribute("aria-label", words.timeline);
    this.zoom.forEach((button, k) => {
      button.title = words[k ? "zoom_out" : "zoom_in"];
      button.setAttribute("aria-label", button.title);
      button.hidden = dimensions === 1;
    });
    this.legend.replaceChildren(...legendOf(film, this.palette));
    this.heads = sizes.map((size, layer) => {
      if (layer === 0) return [words.inputs];
      if (layer === film.depth) return [words.output];
      return [`${size} × ${activations[layer - 1]}`, activations[layer - 1], String(size)];
    });
  }

  /** Map and network side by side or one below the other; the widths are kept, for to ask has the page laid out. */
  arrange(inner) {
    const { node, net, sidebar, timeline } = this;
    const width = node.clientWidth;
    const stacked = width < 640;
    const side = Math.floor(stacked ? Math.min(width, 420) : Math.min(inner - 46, Math.max(220, width * 0.38)));
    node.classList.toggle("stacked", stacked);
    sidebar.style.width = stacked ? "" : `${side}px`;
    return { inner, stacked, side, net: net.clientWidth, timeline: timeline.clientWidth };
  }

  /** Sizes from the room there is. */
  fit(anew = false) {
    if (!this.film) return;
    const inner = Math.max(300, this.about.height - 190);
    if (this.widths?.inner !== inner) this.widths = this.arrange(inner);
    const { stacked, side, net, timeline } = this.widths;
    if (net === 0) return;
    const density = Math.min(2, devicePixelRatio || 1);
    const tallest = Math.max(...this.film.sizes);
    const height = stacked ? Math.min(380, Math.max(190, 44 + tallest * 46)) : inner;
    const room = [net, height, side, timeline, density].join();
    if (!anew && room === this.room) return;
    if (room !== this.room || !this.layout) {
      this.layout = new Layout(this.film.sizes, net, height);
      this.diagram.fit(this.layout, density);
      this.plane.fit(side, density);
      this.curves.fit(timeline, 116, density);
    }
    this.room = room;
    this.drawCurves();
    this.render();
  }

  get frame() {
    return this.player.frame;
  }

  get epoch() {
    return this.film.frames[this.frame];
  }

  /** The whole square that the film is about. */
  get whole() {
    const { reach } = this.film;
    return { left: -reach, right: reach, bottom: -reach, top: reach };
  }

  /** The finest map that can be drawn in time while it plays. */
  get finest() {
    return SIDES.find((side) => this.network.products * side ** 2 <= PRODUCTS_IN_TIME) ?? SIDES.at(-1);
  }

  get zoomed() {
    return this.view.right - this.view.left < 2 * this.film.reach * 0.999;
  }

  /** The parameters of the frame that is shown, with what the reader is just trying. */
  parameters() {
    const { film, frame } = this;
    const { trial } = this.pointing;
    if (!trial || trial.epoch !== this.epoch) return film.parameters(frame);
    const tried = Float64Array.from(film.parameters(frame));
    tried[trial.parameter] = trial.value;
    return tried;
  }

  /** Room for the values of all units on a map: of the whole plane, or of the part that is shown closer. */
  block(side, view, name) {
    const key = `${name} ${side} ${Object.values(view).join()}`;
    if (this.#blocks.get(name)?.key !== key) {
      const { film } = this;
      const line = Float64Array.from({ length: LINE_POINTS }, (_, k) => film.reach * ((2 * k) / (LINE_POINTS - 1) - 1));
      const points = film.dimensions === 1 ? [line, line] : gridOf(view, side);
      this.#blocks.set(name, { key, block: this.network.block(...points) });
    }
    return this.#blocks.get(name).block;
  }

  /** The values of all units on a map, computed once for each frame. */
  valuesOn(side, view, name) {
    const block = this.block(side, view, name);
    const { trial } = this.pointing;
    const shows = [this.filmCount, this.frame, trial?.parameter, trial?.value].join();
    if (block.shows !== shows) this.network.evaluate(block, this.parameters(), this.film.norms(this.frame));
    block.shows = shows;
    return block;
  }

  /** What every unit says at one place. */
  valuesAt({ x, y }) {
    const block = this.network.block([x], [y]);
    return this.network.evaluate(block, this.parameters(), this.film.norms(this.frame)).values;
  }

  tick(now) {
    const before = this.frame;
    this.player.tick(now);
    if (this.frame !== before || this.stale) this.render();
    if (this.player.playing) this.display.ask();
    else if (this.frame !== before) this.render(); // the last frame in full detail
    if (this.wasPlaying && !this.player.playing) this.rest();
    this.wasPlaying = this.player.playing;
  }

  /** Something that is pointed at has changed: draw with the next frame of the display. */
  touch() {
    this.stale = true;
    this.display.ask();
  }

  render() {
    if (!this.layout) return;
    this.stale = false;
    this.renders += 1;
    const begin = performance.now();
    const { film, network, player, pointing } = this;
    const parameters = this.parameters();
    const side = player.playing ? this.side : SIDE;
    const block = this.valuesOn(side, this.whole, "whole");
    const close = this.zoomed ? this.valuesOn(side, this.view, "close") : block;
    const { focus, pinned, probe, pointed } = pointing;
    const at = probe && { u: (probe.x + film.reach) / (2 * film.reach), v: (film.reach - probe.y) / (2 * film.reach) };
    if (at && film.dimensions === 1) at.v = 0.5;
    const flow = pointed && this.valuesAt(probe);
    const { heads } = this;
    const steady = player.playing;
    this.diagram.draw({ film, network, parameters, block, side, heads, focus, pinned, probe: at, flow, steady });
    this.drawPlane(close, side);
    this.controls.set(player, this.state);
    this.curves.place(this.epoch);
    this.read();
    pointing.refresh();
    this.measure(performance.now() - begin);
  }

  drawPlane(block, side) {
    const { film, network, pointing, state } = this;
    const chosen = pointing.shownUnit();
    const layer = chosen?.layer ?? film.depth;
    const unit = chosen?.unit ?? 0;
    const all = !chosen && film.answer === "classes";
    const looks = all ? undefined : this.diagram.looks(film, network, layer, unit);
    const place = network.place(layer, unit);
    const view = film.dimensions === 1 ? this.lineView(layer, unit) : this.view;
    this.plane.draw({ film, network, block, side, unit: place, looks, discretize: state.discretize, view });
    const { probe, pointed } = pointing;
    this.plane.drawMarks({ film, view, showTest: state.show_test, probe, pointed, bare: film.dimensions === 1 && layer < film.depth });
    const held = chosen && chosen === pointing.pinned ? ` (${this.words.pinned})` : "";
    const title = chosen ? `${pointing.name(layer, unit)}${held}` : this.words.network_output;
    if (this.title.textContent !== title) this.title.textContent = title;
  }

  /** For one input: x across, and what the unit says upwards. */
  lineView(layer, unit) {
    const { film } = this;
    const high = layer === film.depth ? 1.3 * film.valueReach : layer ? 1.3 : 1.05 * film.inputReach[unit];
    return { ...this.whole, bottom: -high, top: high };
  }

  /** Coarser maps where a frame takes too long, and finer ones again for another network. */
  measure(duration) {
    this.times.push(duration);
    if (this.times.length > 600) this.times.shift();
    if (!this.player.playing) return;
    this.slow = duration > IN_TIME ? this.slow + 1 : 0;
    if (this.slow < 6) return;
    this.slow = 0;
    this.side = SIDES.find((side) => side < this.side) ?? this.side;
  }

  drawCurves() {
    const { film, state, words } = this;
    const labels = { branch_at: (epoch) => filled(words.branch_at, { epoch }) };
    this.curves.draw({ film, measure: state.measure, log: state.log, labels, onFlag: (epoch) => this.seekEpoch(epoch) });
    this.timeline.setAttribute("aria-valuemin", 0);
    this.timeline.setAttribute("aria-valuemax", film.lastEpoch);
  }

  /** The numbers of this frame. */
  read() {
    const { film, words, epoch } = this;
    const percent = (share) => `${(100 * share).toFixed(1)} %`;
    const rows = ["train_loss", "test_loss"].map((name) => [
      name.split("_")[0], words[name], shown(film.measured(name.replace("loss", "losses"), epoch)),
    ]); // prettier-ignore
    if (film.hasAccuracy) rows.push(["", words.test_accuracy, percent(film.measured("test_accuracies", epoch))]);
    this.controls.read(epoch, film.lastEpoch, rows);
    this.timeline.setAttribute("aria-valuenow", epoch);
    this.timeline.setAttribute("aria-valuetext", this.sentence());
  }

  sentence() {
    const { film, epoch } = this;
    const [train, test] = ["train_losses", "test_losses"].map((name) => shown(film.measured(name, epoch)));
    return filled(this.words.spoken, { epoch, last: film.lastEpoch, train, test });
  }

  seekEpoch(epoch) {
    this.player.seek(this.film.frameAt(epoch));
    this.rest();
    this.touch();
  }

  /** A button or a switch. */
  act(name, value) {
    const { player, state } = this;
    if (name === "play") this.side = this.finest;
    if (name === "branch") return this.tell("branch", this.epoch);
    if (name === "undo") return this.tell("undo", true);
    const set = { loop: !state.loop, log: !state.log }[name] ?? value;
    if (name in DEFAULTS && name !== "measure") this.show(name, set);
    else player.act(name, value);
    if (name === "loss" || name === "accuracy") this.show("measure", name);
    this.rest();
    return this.touch();
  }

  /** A setting of the view. */
  show(name, value) {
    this.state[name] = value;
    this.player.loop = this.state.loop;
    this.player.speed = this.state.speed;
    if (name === "log" || name === "measure") this.drawCurves();
    if (this.about.can.show) this.tell("show", { ...this.state }); // all: of two quick messages the last one counts
  }

  key(event) {
    if (event.key === "Escape" && !/^(input|select)$/i.test(event.target.tagName)) return this.pointing.release();
    const asked = keyed(event);
    if (!asked) return;
    event.preventDefault();
    this.act(...asked);
  }

  /** After a moment in which the playhead has not moved: tell where it is. */
  rest() {
    this.touched = performance.now();
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => {
      this.#restTimer = 0;
      if (this.player.playing || this.#told === this.epoch) return;
      this.#told = this.epoch;
      this.touched = performance.now();
      this.spoken.textContent = this.sentence();
      if (this.about.can.playhead) this.tell("playhead", this.epoch);
    }, REST);
  }

  close() {
    this.display.close();
    clearTimeout(this.#restTimer);
    clearTimeout(this.#takeTimer);
    this.observer.disconnect();
    this.pointing.close();
  }
}

function sameNetwork(a, b) {
  const shape = ({ inputs, sizes, activations, weights_at, dimensions, normalized }) =>
    JSON.stringify([inputs, sizes, activations, weights_at, dimensions, normalized]);
  return shape(a) === shape(b);
}

/** What the colors of the map mean. */
function legendOf(film, palette) {
  if (film.dimensions === 1) return [];
  if (film.answer === "classes")
    return Array.from({ length: film.classCount }, (_, k) => {
      const sign = make("b", {}, MARKS[k]);
      sign.style.color = palette.ofClass(k, film.classCount);
      return make("span", {}, sign, ` ${k}`);
    });
  const [low, middle, high] = film.answer === "probability" ? [0, 0.5, 1] : [-film.valueReach, 0, film.valueReach];
  const scale = make("div", { class: "scale" });
  const color = (value) => `rgb(${palette.signed(value).join()})`;
  scale.style.background = `linear-gradient(to right, ${color(-1)}, ${color(0)}, ${color(1)})`;
  const [first, second] = film.classCount ? MARKS : ["", ""];
  const ends = [`${first} ${shown(low, 3)}`, shown(middle, 3), `${shown(high, 3)} ${second}`];
  return [scale, ...ends.map((text) => make("span", {}, text))];
}

/** What tests and benchmarks may look at. */
const probeOf = (stage) => ({
  get frame() { return stage.frame; },
  get epoch() { return stage.epoch; },
  get frames() { return stage.film.count; },
  get playing() { return stage.player.playing; },
  get times() { return [...stage.times]; },
  get side() { return stage.side; },
  get pinned() { return stage.pointing.pinned; },
  get view() { return stage.view; },
  get layout() { return stage.layout; },
  forget: () => { stage.times = []; },
  seek: (frame) => { stage.player.step(frame - stage.frame); stage.render(); },
  get renders() { return stage.renders; },
  /** The values of all units on the map of the whole plane, unit by unit, inputs first. */
  unitValues: () => stage.valuesOn(SIDE, stage.whole, "whole").values,
}); // prettier-ignore
