// A matrix whose numbers are typed, dragged or pasted. The script owns the numbers; this shows them and tells changes.

import { make, styleSheet, whenGone } from "../app.js";
import { CONTROL, helpButton, hide, show, write } from "../control.js";
import { parsed } from "../slider/scale.js";
import { filled, shown } from "../stage/text.js";
import { Teller } from "../teller.js";
import { Cells } from "./cells.js";
import { readMatrix } from "./paste.js";

const STYLE = await styleSheet("matrix.css", import.meta.url);
const ZERO = 0;

export default function ({ data, parentElement, setStateValue }) {
  const box = (parentElement.matrixBox ??= new MatrixBox(parentElement, data));
  box.send = setStateValue;
  box.update(data);
  return whenGone(parentElement, () => box.close());
}

class MatrixBox {
  constructor(root, data) {
    this.data = data;
    this.value = data.value;
    this.cells = new Cells(this);
    root.adoptedStyleSheets = [CONTROL, STYLE];
    this.label = make("span", { id: "label", class: "label" });
    this.tooltip = make("div", { id: "tooltip", role: "tooltip", class: "bubble", popover: "manual" });
    this.help = helpButton(this.tooltip);
    this.warning = make("div", { role: "alert", class: "bubble warning", popover: "manual" });
    this.cells.grid.setAttribute("aria-labelledby", "label");
    this.cells.grid.setAttribute("aria-describedby", "how");
    this.how = make("span", { id: "how", class: "unseen" });
    this.tools = Object.fromEntries(["rows", "columns"].map((side) => [side, this.pair(side)]));
    const head = make("div", { class: "head" }, this.label, this.help);
    const brackets = make("div", { class: "brackets" }, this.cells.grid);
    const frame = make("div", { class: "frame" }, brackets, this.tools.columns.node, this.tools.rows.node);
    root.append(make("div", { class: "matrix" }, head, frame, this.how, this.tooltip, this.warning));
    this.brackets = brackets;
    this.teller = new Teller(data.count, (value, count) => this.send("move", { value, count }), () => this.settle());
    this.hideBubbles = () => [this.tooltip, this.warning].forEach(hide); // they would not scroll with the page
    window.addEventListener("scroll", this.hideBubbles, { capture: true, passive: true });
  }

  /** Two buttons that add and remove a row or a column. */
  pair(side) {
    const more = make("button", { type: "button", class: "more" }, "+");
    const less = make("button", { type: "button", class: "less" }, "−");
    more.addEventListener("click", () => this.resize(side, 1));
    less.addEventListener("click", () => this.resize(side, -1));
    return { node: make("div", { class: `tools ${side}` }, less, more), more, less };
  }

  /** New data from the script. */
  update(data) {
    this.data = data;
    write(this.label, data.label);
    this.label.title = data.label;
    this.help.hidden = !data.help;
    write(this.tooltip, data.help ?? "");
    this.help.setAttribute("aria-label", data.label);
    this.how.textContent = data.still ? "" : data.words.how;
    this.cells.grid.classList.toggle("still", data.still);
    this.built = undefined; // names may speak another language
    this.teller.answered(data.count);
    this.draw();
  }

  /** Shows the script's numbers, unless the reader is ahead of it. */
  settle() {
    if (this.cells.busy || this.teller.ahead) return;
    this.value = this.data.value;
    this.draw();
  }

  draw() {
    const shape = JSON.stringify([this.value.map((row) => row.length), this.data.names, this.data.words.cell, this.data.still]);
    if (shape !== this.built && !this.cells.busy) {
      this.built = shape;
      this.cells.build(this.data, this.value);
    }
    this.cells.show(this.value);
    this.drawTools();
  }

  drawTools() {
    const { rows, columns, square, still, words } = this.data;
    const sizes = { rows: [this.value.length, rows], columns: [this.value[0].length, columns] };
    const line = rows[1] === 1;
    for (const [side, [count, [fewest, most]]] of Object.entries(sizes)) {
      const { node, more, less } = this.tools[side];
      const noun = square ? "side" : line ? "entry" : side.slice(0, -1);
      node.hidden = still || fewest === most || (square && side === "rows");
      more.disabled = count >= most;
      less.disabled = count <= fewest;
      for (const [button, name] of [[more, "more"], [less, "less"]]) {
        button.title = words[`${noun}_${name}`];
        button.setAttribute("aria-label", button.title);
      }
    }
  }

  nameOf(row, column) {
    const { words, names, rows } = this.data;
    if (names.rows[row] || names.columns[column])
      return [names.rows[row] ?? row + 1, names.columns[column] ?? column + 1].join(", ");
    return filled(rows[1] === 1 ? words.entry : words.cell, { row: row + 1, column: column + 1 });
  }

  read(text) {
    return parsed(text, this.data);
  }

  /** The reader sets one number. */
  set(row, column, number, resting) {
    if (this.value[row]?.[column] === undefined || this.value[row][column] === number) return;
    this.become(this.value.map((line, i) => (i === row ? line.with(column, number) : line)), resting);
  }

  become(value, resting = true) {
    this.value = value;
    this.draw();
    this.teller.tell(value, resting);
  }

  rest() {
    this.teller.rest();
    this.settle();
  }

  /** One row or column more or less; a new number is zero, in a list the last one again. */
  resize(side, by) {
    const { low, high, square, rows } = this.data;
    const zero = Math.min(high, Math.max(low, ZERO));
    const wider = (row) => (by < 0 ? row.slice(0, -1) : [...row, rows[1] === 1 ? (row.at(-1) ?? zero) : zero]);
    let value = this.value;
    if (side === "columns" || square) value = value.map(wider);
    if (side === "rows" || square) value = by < 0 ? value.slice(0, -1) : [...value, value[0].map(() => zero)];
    this.hush();
    this.become(value);
  }

  /** Whether a matrix has a size that may be here. */
  fits(value) {
    const { rows, columns, square } = this.data;
    const within = (count, [fewest, most]) => count >= fewest && count <= most;
    return within(value.length, rows) && within(value[0].length, columns) && (!square || value.length === value[0].length);
  }

  /** A pasted text fills the whole matrix, or one sentence says why not. */
  paste(text) {
    const { data } = this;
    const { low, high, integer, words } = data;
    const found = readMatrix(text, (value) => this.fits(value));
    if (found.wrong) return this.say(filled(words[found.wrong], found));
    const value = this.turned(found.rows);
    if (!this.fits(value))
      return this.say(filled(words.size, { rows: value.length, columns: value[0].length, allowed: this.allowed() }));
    const got = value.flat().find((number) => !(number >= low && number <= high) || (integer && !Number.isInteger(number)));
    if (got !== undefined) return this.say(filled(integer ? words.out_whole : words.out, { got: shown(got), ...this.bounds() }));
    this.hush();
    this.become(value);
  }

  /** A column that is pasted into a list lies down. */
  turned(rows) {
    return this.data.rows[1] === 1 && rows[0].length === 1 ? [rows.flat()] : rows;
  }

  /** The sizes that fit, such as "2 × 2" or "1–6 × 1–6". */
  allowed() {
    const span = ([fewest, most]) => (fewest === most ? String(most) : `${fewest}–${most}`);
    return `${span(this.data.rows)} × ${span(this.data.columns)}`;
  }

  bounds() {
    return { low: shown(this.data.low), high: shown(this.data.high) };
  }

  /** Says what numbers can be here. */
  complain() {
    this.say(filled(this.data.integer ? this.data.words.whole : this.data.words.bounds, this.bounds()));
  }

  say(text) {
    this.warning.textContent = text;
    show(this.warning, this.brackets);
  }

  hush() {
    hide(this.warning);
  }

  close() {
    this.teller.close();
    window.removeEventListener("scroll", this.hideBubbles, { capture: true });
  }
}
