// What the reader points at, holds and edits: units, links, biases, places of the map, moments of the timeline.

import { Courier } from "../courier.js";
import { Card, editorCard, formulaCard, place, timeCard, unitSign, valuesCard } from "./card.js";
import { FEATURES } from "./network.js";
import { filled, shown } from "./text.js";

const CLOSEST = 64; // times the whole map
const ARRIVES = 400; // ms in which the film of an answer is drawn

export class Pointing {
  constructor(stage) {
    this.stage = stage;
    this.card = new Card(stage.node);
    this.editor = new Card(stage.node);
    this.courier = new Courier((edit) => stage.tell("edit", edit), () => this.believeSoon());
    this.listen();
  }

  listen() {
    const { network_canvas: net, marks_canvas: map, timeline } = this.stage;
    const on = (node, names, handle) => names.split(" ").forEach((name) => node.addEventListener(name, handle));
    on(net, "pointermove pointerdown", (event) => this.overNetwork(event));
    on(net, "click", (event) => this.clickNetwork(event));
    on(net, "keydown", (event) => this.keyNetwork(event));
    on(net, "blur", () => this.leave({ type: "blur" }));
    on(map, "pointermove pointerdown", (event) => this.overMap(event));
    on(map, "wheel", (event) => this.wheel(event));
    on(map, "dblclick", () => this.wholeMap());
    on(timeline, "pointerdown pointermove", (event) => this.overTime(event));
    for (const node of [net, map, timeline]) on(node, "pointerleave pointercancel", (event) => this.leave(event));
    this.outside = (event) => {
      const path = event.composedPath();
      if (this.editor.open && !path.includes(this.editor.node) && !path.includes(net)) this.stopEditing();
    };
    document.addEventListener("pointerdown", this.outside);
  }

  /** A new film has come: what is held stays where the network still has it. */
  renew() {
    const { film } = this.stage;
    const there = (place) => place && place.layer <= film.depth && place.unit < film.sizes[place.layer];
    if (!there(this.pinned)) this.pinned = undefined;
    if (!there(this.focus)) this.focus = undefined;
    if (this.focus?.kind === "link" && this.focus.input >= film.sizes[this.focus.layer - 1]) this.focus = undefined;
    if (this.pointed) this.pointed = this.probe = undefined;
    if (this.editor.open && !there(this.edited)) this.stopEditing();
    this.courier.answered();
    if (this.courier.settled) this.trial = undefined;
  }

  /** The script has answered: soon its film stands, also where it has taken another value. */
  believeSoon() {
    clearTimeout(this.doubt);
    if (!this.trial) return;
    this.doubt = setTimeout(() => {
      if (!this.courier.settled) return;
      this.trial = undefined;
      this.stage.touch();
    }, ARRIVES);
  }

  /** The unit whose map is shown large: the one pointed at, else the one held. */
  shownUnit() {
    const { focus, pinned, stage } = this;
    const near = focus && focus.kind !== "link" ? focus : pinned;
    if (near && near.layer === stage.film.depth && stage.film.answer !== "classes") return undefined;
    return near;
  }

  name(layer, unit) {
    const { film, words } = this.stage;
    if (layer === 0) return filled(words.input_unit, { name: FEATURES[film.inputs[unit]].sign });
    if (layer < film.depth) return filled(words.hidden_unit, { layer, unit: unit + 1 });
    return film.sizes[layer] > 1 ? filled(words.output_unit, { unit }) : words.one_output;
  }

  sign(layer, unit) {
    const { film, words } = this.stage;
    if (layer === 0) return FEATURES[film.inputs[unit]].sign;
    return layer < film.depth ? unitSign(layer, unit) : film.sizes[layer] > 1 ? `${words.output} ${unit}` : words.output;
  }

  overNetwork(event) {
    const { stage } = this;
    const [x, y] = [event.offsetX, event.offsetY];
    this.focus = stage.layout.at(x, y, stage.diagram.links ?? [], event.pointerType === "touch" ? 12 : 6);
    const { focus } = this;
    stage.network_canvas.style.cursor = focus && (focus.kind === "unit" || stage.about.can.edit) ? "pointer" : "";
    this.pointed = undefined;
    this.probe = undefined;
    if (focus?.kind === "unit") {
      const { reach } = stage.film;
      this.probe = { x: (2 * focus.u - 1) * reach, y: (1 - 2 * focus.v) * reach };
    }
    this.anchor = this.anchorOf(focus, event);
    stage.touch();
  }

  /** Where a card about a part of the network belongs, on the screen. */
  anchorOf(focus, event) {
    const { layout, network_canvas: net } = this.stage;
    if (!focus || focus.kind === "link") return { ...around(event.clientX, event.clientY, 10), upright: true };
    const box = net.getBoundingClientRect();
    const { x, y } = layout.unit(focus.layer, focus.unit);
    return { ...around(box.left + x, box.top + y, layout.tile / 2 + 2), upright: true };
  }

  clickNetwork(event) {
    this.overNetwork(event);
    if (this.focus) this.choose(this.focus);
    else this.release();
  }

  /** Holds a unit or lets it go; opens the editor of anything else. */
  choose(focus) {
    const { stage } = this;
    if (focus.kind === "unit") {
      const same = this.pinned && this.pinned.layer === focus.layer && this.pinned.unit === focus.unit;
      this.pinned = same ? undefined : { layer: focus.layer, unit: focus.unit };
      this.stopEditing();
    } else if (stage.about.can.edit) this.edit(focus);
    stage.touch();
  }

  /** Arrows go from unit to unit, page keys through a unit's bias and weights, enter holds or edits. */
  keyNetwork(event) {
    const { film } = this.stage;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && this.focus) this.choose(this.focus);
    else {
      const next = this.neighbor(event.key, this.focus ?? { layer: 0, unit: 0 }, film);
      if (!next) return;
      this.pointTo(next);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  neighbor(key, { kind = "unit", layer, unit, input = 0 }, { sizes, depth }) {
    const [across, up] = [{ ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0, { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0];
    if (across || up) {
      const to = Math.max(0, Math.min(depth, layer + across));
      return { kind: "unit", layer: to, unit: Math.max(0, Math.min(sizes[to] - 1, unit + up)) };
    }
    const by = { PageUp: -1, PageDown: 1 }[key];
    if (!by || layer === 0) return undefined;
    const parts = sizes[layer - 1] + 2; // the unit, its bias, its weights
    const at = ({ unit: 0, bias: 1 }[kind] ?? input + 2) + by;
    const part = (at + parts) % parts;
    return { kind: ["unit", "bias"][part] ?? "link", layer, unit, input: Math.max(0, part - 2) };
  }

  /** Points at a part of the network without a pointer. */
  pointTo(focus) {
    const { stage } = this;
    const box = stage.network_canvas.getBoundingClientRect();
    const { x, y } = stage.layout.unit(focus.layer, focus.unit);
    this.focus = focus;
    this.pointed = undefined;
    this.probe = focus.kind === "unit" ? { x: 0, y: 0 } : undefined;
    this.anchor = this.anchorOf(focus, { clientX: box.left + x - stage.layout.tile, clientY: box.top + y });
    stage.touch();
    requestAnimationFrame(() => (stage.spoken.textContent = this.card.node.innerText));
  }

  overMap(event) {
    const { stage } = this;
    const { film, plane, state } = stage;
    if (event.buttons === 1 && stage.zoomed && event.type === "pointermove") this.pan(event);
    const found = plane.coordinates(event.offsetX, event.offsetY);
    this.pointed = found && plane.pointAt(event.offsetX, event.offsetY, film, state.show_test);
    this.probe = found && { x: found[0], y: film.dimensions > 1 ? found[1] : 0 };
    if (this.pointed) {
      const { xs, ys } = film[this.pointed.set];
      this.probe = { x: xs[this.pointed.index], y: film.dimensions > 1 ? ys[this.pointed.index] : 0 };
    }
    this.focus = undefined;
    this.onMap = true;
    this.anchor = around(event.clientX, event.clientY, 6);
    stage.touch();
  }

  overTime(event) {
    const { stage } = this;
    if (event.target.classList.contains("flag")) return;
    const x = event.clientX - stage.timeline.getBoundingClientRect().left;
    const frame = stage.film.frameAt(stage.curves.epochAt(x) + 0.5);
    if (event.type === "pointerdown") {
      stage.timeline.setPointerCapture(event.pointerId);
      stage.player.pause();
    }
    if (event.buttons & 1) {
      stage.player.step(frame - stage.player.frame);
      stage.rest();
    }
    this.moment = frame;
    this.focus = this.probe = this.pointed = undefined;
    const { curves } = stage;
    const box = stage.timeline.getBoundingClientRect();
    const epoch = stage.film.frames[frame];
    this.anchor = { ...around(box.left + curves.x(epoch), box.top + box.height / 2, 6) };
    curves.point(epoch);
    stage.touch();
  }

  leave(event) {
    if (event.type === "pointerleave" && event.pointerType === "touch") return; // a lifted finger leaves the card
    this.focus = this.probe = this.pointed = this.moment = undefined;
    this.onMap = false;
    this.stage.curves.point(undefined);
    this.card.hide();
    this.stage.touch();
  }

  /** Lets go of everything. */
  release() {
    this.pinned = undefined;
    this.stopEditing();
    this.leave({ type: "release" });
  }

  /** The card of what is pointed at, with the numbers of the frame that is shown. */
  refresh() {
    const contents = this.editor.open ? undefined : this.contents();
    if (contents) this.card.show(contents, this.anchor);
    else this.card.hide();
  }

  contents() {
    const { focus, probe, moment, stage } = this;
    const { film, words } = stage;
    if (focus?.kind === "link" || focus?.kind === "bias") {
      const values = film.over(this.indexOf(focus));
      return timeCard(this.titleOf(focus), values, stage.frame, stage.theme, words, stage.about.can.edit);
    }
    if (focus?.kind === "unit") return this.unitContents(focus, probe);
    if (probe) return this.pinned && this.pinned.layer ? this.unitContents(this.pinned, probe) : this.placeContents(probe);
    if (moment !== undefined) return this.momentContents(film.frames[moment]);
    return undefined;
  }

  unitContents({ layer, unit }, probe) {
    const { stage } = this;
    const { film, network, words } = stage;
    const values = stage.valuesAt(probe);
    const where = place(probe, film.dimensions);
    if (layer === 0) return valuesCard(this.name(layer, unit), where, [[this.sign(0, unit), shown(values[unit])]]);
    const explained = network.explain(values, stage.parameters(), film.norms(stage.frame), layer, unit);
    const names = Array.from({ length: film.sizes[layer - 1] }, (_, input) => this.sign(layer - 1, input));
    return formulaCard(this.name(layer, unit), explained, names, where, words);
  }

  placeContents(probe) {
    const { stage, pointed } = this;
    const { film, network, words } = stage;
    const values = stage.valuesAt(probe).slice(network.outputStart);
    const title = pointed ? words[`${pointed.set}_point`] : words.place;
    const rows = [];
    if (pointed) rows.push([words.target, classOrValue(film, film[pointed.set].targets[pointed.index])]);
    if (film.answer === "classes") {
      const best = values.indexOf(Math.max(...values));
      rows.push([words.predicted, String(best)]);
      values.forEach((value, k) => rows.push([`${words.class} ${k}`, shown(value)]));
    } else rows.push([film.answer === "probability" ? words.probability : words.predicted, shown(values[0])]);
    return valuesCard(title, place(probe, film.dimensions), rows);
  }

  momentContents(epoch) {
    const { film, words } = this.stage;
    const rows = ["train_loss", "test_loss", "train_accuracy", "test_accuracy"].flatMap((name) => {
      const value = film.measured(name.replace("loss", "losses").replace("accuracy", "accuracies"), epoch);
      if (value === undefined) return [];
      return [[words[name], name.endsWith("loss") ? shown(value, 6) : `${shown(100 * value, 4)} %`]];
    });
    return valuesCard(filled(words.epoch_at, { epoch }), "", rows);
  }

  titleOf({ kind, layer, unit, input }) {
    const { words } = this.stage;
    const target = this.sign(layer, unit);
    if (kind === "bias") return filled(words.bias_title, { target });
    return filled(words.weight_title, { source: this.sign(layer - 1, input), target });
  }

  indexOf({ kind, layer, unit, input }) {
    const { film } = this.stage;
    return kind === "bias" ? film.biasIndex(layer, unit) : film.weightIndex(layer, unit, input);
  }

  /** Opens the editor of a weight or bias; what is tried is shown at once, and told one message at a time. */
  edit(focus) {
    const { stage } = this;
    stage.player.pause();
    const parameter = this.indexOf(focus);
    const { epoch } = stage;
    this.edited = focus;
    const send = () => {
      this.courier.offer({ epoch, parameter, value: this.trial.value });
    };
    const contents = editorCard({
      title: this.titleOf(focus),
      value: stage.parameters()[parameter],
      epoch,
      words: stage.words,
      onMove: (value) => {
        this.trial = { epoch, parameter, value };
        send();
        stage.touch();
      },
      onDone: () => this.courier.hurry(),
      onClose: () => this.stopEditing(),
    });
    this.card.hide();
    this.editor.show(contents, this.anchor, true);
    this.editor.node.querySelector(".field").select();
  }

  stopEditing() {
    if (!this.editor.open) return;
    const inside = this.editor.node.matches(":focus-within");
    this.editor.hide();
    if (inside) this.stage.network_canvas.focus({ preventScroll: true });
    if (this.courier.settled) this.trial = undefined;
    this.stage.touch();
  }

  wheel(event) {
    if (!event.ctrlKey || this.stage.film.dimensions === 1) return; // a plain wheel scrolls the page
    event.preventDefault();
    this.zoom(event.deltaY > 0 ? 1.25 : 0.8, this.stage.plane.coordinates(event.offsetX, event.offsetY));
  }

  /** Shows a part of the map closer, around a place. */
  zoom(factor, center) {
    const { stage } = this;
    const { view, film } = stage;
    const [x, y] = center ?? [(view.left + view.right) / 2, (view.top + view.bottom) / 2];
    const width = Math.min(2 * film.reach, Math.max((2 * film.reach) / CLOSEST, (view.right - view.left) * factor));
    const share = (x - view.left) / (view.right - view.left);
    const height = (y - view.bottom) / (view.top - view.bottom);
    this.look(x - share * width, y - height * width, width);
  }

  look(left, bottom, width) {
    const { stage } = this;
    const { reach } = stage.film;
    const within = (value) => Math.max(-reach, Math.min(reach - width, value));
    const [x, y] = [within(left), within(bottom)];
    stage.view = { left: x, right: x + width, bottom: y, top: y + width };
    stage.touch();
  }

  pan({ movementX, movementY }) {
    const { view, plane } = this.stage;
    const width = view.right - view.left;
    this.look(view.left - (movementX / plane.box.width) * width, view.bottom + (movementY / plane.box.height) * width, width);
  }

  wholeMap() {
    this.stage.view = this.stage.whole;
    this.stage.touch();
  }

  close() {
    document.removeEventListener("pointerdown", this.outside);
    clearTimeout(this.doubt);
    this.courier.close();
    this.card.close();
    this.editor.close();
  }
}

const around = (x, y, by) => ({ left: x - by, right: x + by, top: y - by, bottom: y + by });

function classOrValue(film, target) {
  if (film.answer === "classes") return String(target);
  return film.answer === "value" ? shown(target) : target > 0 ? "+1" : "−1";
}
