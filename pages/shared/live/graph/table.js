// Every step as a row: to read without the picture, to click, to copy into homework.

import { make } from "../app.js";

const COLUMNS = ["number", "phase", "node", "operation", "parent", "line", "gradient"];

export class Table {
  constructor(pick) {
    this.pick = pick;
    this.summary = make("summary");
    this.copy = make("button", { type: "button", class: "text" });
    this.copy.addEventListener("click", () => this.copyAll());
    this.table = make("table");
    this.scroll = make("div", { class: "scroll", tabindex: 0 }, this.table);
    this.root = make("details", { class: "steps" }, this.summary, this.copy, this.scroll);
    this.root.addEventListener("toggle", () => this.fill());
  }

  load(film, rows, words) {
    Object.assign(this, { film, rows, words });
    this.places = film.steps.flatMap((step, k) => Array(step.passes ? step.passes.length : 1).fill(k + 1));
    this.summary.textContent = words.table;
    this.copy.textContent = words.copy;
    this.scroll.setAttribute("aria-label", words.table);
    this.fill();
  }

  cells(row, k) {
    const { words } = this;
    return { ...row, number: this.places[k], phase: words[`phase_${row.phase}`] };
  }

  fill() {
    if (!this.root.open || !this.film) return;
    const heads = COLUMNS.map((name) => make("th", { scope: "col" }, this.words[`column_${name}`]));
    const body = make("tbody");
    this.lines = this.rows.map((row, k) => {
      const cells = this.cells(row, k);
      const number = make("button", { type: "button" }, String(cells.number));
      const line = make("tr", {}, make("td", {}, number), ...COLUMNS.slice(1).map((name) => make("td", {}, cells[name])));
      line.addEventListener("click", () => this.pick(this.places[k]));
      body.append(line);
      return line;
    });
    this.table.replaceChildren(make("thead", {}, make("tr", {}, ...heads)), body);
    this.show(this.place);
  }

  show(place) {
    this.place = place;
    if (!this.root.open) return;
    this.lines.forEach((line, k) => line.classList.toggle("now", this.places[k] === place));
    const first = this.lines[this.places.indexOf(place)];
    if (first) this.scroll.scrollTop = first.offsetTop - this.scroll.clientHeight / 2;
  }

  async copyAll() {
    const heads = COLUMNS.map((name) => this.words[`column_${name}`]);
    const lines = this.rows.map((row, k) => COLUMNS.map((name) => this.cells(row, k)[name]));
    await navigator.clipboard.writeText([heads, ...lines].map((cells) => cells.join("\t")).join("\n"));
    this.copy.textContent = this.words.copied;
  }
}
