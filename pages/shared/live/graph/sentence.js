// What happens at a step, in words and numbers: what arrives, the local derivative, what is passed on.

import { make } from "../app.js";
import { formula } from "./math.js";

// Told at the node itself; at the end they would only repeat what the causes and the gradients say.
const CONSEQUENCES = new Set(["gradient_undefined", "gradient_infinite", "value_inherited"]);

export class Sentence {
  constructor() {
    this.head = make("p", { class: "head" });
    this.body = make("div", { class: "body" });
    this.root = make("div", { class: "sentence" }, this.head, this.body);
  }

  load(film, steps, words) {
    Object.assign(this, { film, steps, words });
  }

  show(place) {
    const step = this.steps.step(place);
    const phase = this.steps.phase(place);
    this.root.dataset.phase = phase;
    if (phase === "start") this.say(this.words.start);
    else if (phase === "end") this.tellAll();
    else if (phase === "forward") this.tellForward(step, place);
    else this.tellBackward(step, place);
  }

  /** Text in which `{name}` stands for a formula, and below it what was made for the step. */
  say(text, formulas = {}, ...parts) {
    const pieces = text.split(/\{(\w+)\}/).map((piece, k) => (k % 2 ? this.piece(formulas[piece]) : piece));
    this.head.replaceChildren(...pieces);
    this.body.replaceChildren(...parts);
  }

  piece(value) {
    return typeof value === "number" ? String(value) : formula(value ?? "");
  }

  latex(node) {
    return this.film.nodes[node].name_latex || this.film.nodes[node].sign;
  }

  derivative(node) {
    return `\\frac{\\partial ${this.latex(this.film.result)}}{\\partial ${this.latex(node)}}`;
  }

  tellForward(step, place) {
    const node = this.film.nodes[step.node];
    const equation = make("div", { class: "line" }, chunk("", `${step.symbols} = ${step.numbers}`));
    this.say(this.words.forward, { node: this.latex(step.node) }, equation, ...this.warnings(node, place));
  }

  tellBackward(step, place) {
    const { words } = this;
    const node = this.film.nodes[step.node];
    const first = step.node === this.film.result && step.arrives_text === "1";
    const head = first ? words.backward_first : words.backward;
    const cards = step.passes.map((pass) => this.card(step, pass));
    if (cards.length === 0) cards.push(make("p", { class: "note" }, words.stops));
    this.say(head, { node: this.latex(step.node), slope: this.derivative(step.node), value: step.arrives_latex },
      ...cards, ...this.warnings(node, place));
  }

  /** Arrives × local derivative = passed on, and the addition where something had come before. */
  card(step, pass) {
    const { words } = this;
    const to = this.latex(pass.parent);
    const title = make("div", { class: "title" }, `${words.to} `, formula(to));
    const card = make("div", { class: "card" }, title, pass.slope_value ? this.product(step, pass) : this.mixed(pass));
    if (pass.adds) {
      const sum = chunk(words.sum, `${this.derivative(pass.parent)} = ${pass.sum}`);
      card.append(make("div", { class: "line added" }, sum));
    }
    if (pass.summed_axes.length) card.append(make("p", { class: "note" }, words.stretched));
    card.classList.add(Number(pass.peak) < 0 ? "negative" : "positive");
    return card;
  }

  product(step, pass) {
    const { words } = this;
    const own = `\\frac{\\partial ${this.latex(step.node)}}{\\partial ${this.latex(pass.parent)}}`;
    const steps = [own, pass.slope, pass.slope_numbers, pass.slope_value];
    const shown = steps.filter((text, k) => text && text !== steps[k - 1]);
    const array = pass.slope_value.includes("matrix") || step.arrives_latex.includes("matrix");
    const total = pass.summed_axes.length ? [sign("∑")] : [];
    return make("div", { class: "line" },
      ...total,
      chunk(words.arrives, `${this.derivative(step.node)} = ${step.arrives_latex}`),
      pair(array ? "⊙" : "×", chunk(words.local, shown.join(" = "))),
      pair("=", chunk(words.passed, pass.product_numbers.split(" = ").at(-1), "result")),
    );
  }

  /** An operation that mixes elements: the matrix form, and the same with its matrices written out. */
  mixed(pass) {
    return make("div", { class: "line" }, chunk(this.words.matrix, `${pass.product} = ${pass.product_numbers}`));
  }

  /** The end: every variable's gradient. */
  tellAll() {
    const { film, words } = this;
    const chips = film.variables.map(({ name, node: index, status }) => {
      const node = film.nodes[index];
      const about = status === "defined" ? node.gradient_latex : `\\mathrm{${words[status]}}`;
      const chip = make("div", { class: `chip ${status} ${Number(node.peak) < 0 ? "negative" : "positive"}`, "data-name": name });
      chip.append(formula(`${this.derivative(index)} = ${about}`));
      return chip;
    });
    const result = film.nodes[film.result];
    const wrong = film.nodes.flatMap((node) => this.warnings(node, this.steps.last, CONSEQUENCES));
    const about = { result: `${this.latex(film.result)} = ${result.value_text.replace("−", "-").replace("∞", "\\infty")}` };
    this.say(words.end, about, make("div", { class: "chips" }, ...chips), ...wrong);
  }

  /** What is wrong at a node, in words. */
  warnings(node, place, without = new Set()) {
    return this.steps.marks(node.index, place).filter(({ reason }) => !without.has(reason)).map(({ reason, level, count, of }) => {
      const where = of > 1 ? ` (${count}/${of})` : "";
      const name = make("b", {}, formula(node.name_latex || node.sign));
      return make("p", { class: `mark ${level}` }, name, ` ${this.words[`mark_${reason}`]}${where}`);
    });
  }
}

function chunk(caption, latex, kind = "") {
  const shown = make("div", { class: `chunk ${kind}` }, make("div", {}, formula(latex)));
  if (caption) shown.append(make("small", {}, caption));
  return shown;
}

/** A sign and what follows it, on one line. */
const pair = (text, part) => make("div", { class: "pair" }, sign(text), part);

const sign = (text) => make("span", { class: "sign" }, text);
