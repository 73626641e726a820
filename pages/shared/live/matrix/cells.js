// The cells of a matrix: a grid with one focused cell, in which a number is typed, dragged sideways or stepped by keys.

import { make } from "../app.js";
import { formatted, Scale } from "../slider/scale.js";
import { shown } from "../stage/text.js";
import { holdsSeveral } from "./paste.js";

const SLACK = 4; // px that a finger may move and still tap
const WIDE = 500; // px that take a number from its lowest to its highest, if its steps are many
const STEP_PIXELS = [1, 10]; // of one step, at least and at most
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
const BEGINS_NUMBER = /^[\d.,+\-−]$/;

export class Cells {
  /** `owner.set(row, column, value, resting)`, `owner.paste(text)`, `owner.complain(node)` and `owner.hush()` are called. */
  constructor(owner) {
    this.owner = owner;
    this.at = [0, 0]; // the cell that the Tab key reaches
    this.typing = null; // the cell that is typed in, and whether its number was replaced by the first key
    this.held = null; // the cell under the pressed pointer
    this.grid = make("div", { role: "grid", class: "grid" });
    this.listen();
  }

  listen() {
    const { grid } = this;
    const on = (name, act) => grid.addEventListener(name, (event) => this.cellOf(event) && act(event, this.cellOf(event)));
    on("mousedown", (event, cell) => this.point(event, cell));
    on("pointerdown", (event, cell) => this.press(event, cell));
    grid.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"])
      grid.addEventListener(name, (event) => this.drop(event));
    on("dblclick", (event, cell) => this.type(cell));
    on("keydown", (event, cell) => (this.typing ? this.typingKey(event, cell) : this.key(event, cell)));
    on("focusin", (event, cell) => this.reach(cell));
    on("focusout", (event, cell) => this.leave(cell));
    on("input", (event, cell) => this.owner.read(cell.value) !== undefined && this.mark(cell, true));
    on("paste", (event, cell) => this.paste(event));
    on("copy", (event) => this.copy(event));
  }

  cellOf(event) {
    return event.target.closest?.("input");
  }

  /** True while the reader is busy in here: the script's numbers have to wait. */
  get busy() {
    return Boolean(this.typing || this.held?.moved);
  }

  /** Draws the cells of a matrix, with names of rows and columns; the focus stays. */
  build(data, value) {
    this.data = data;
    const { rows, columns } = data.names;
    const focused = this.grid.contains(this.grid.getRootNode().activeElement);
    this.inputs = value.map((row, i) => row.map((_, j) => this.cell(i, j)));
    const corner = rows.length ? [make("span", { role: "columnheader" })] : [];
    const heads = value[0]?.map((_, j) => make("span", { role: "columnheader", class: "name" }, columns[j] ?? ""));
    const lines = this.inputs.map((row, i) => {
      const name = rows.length ? [make("span", { role: "rowheader", class: "name" }, rows[i] ?? "")] : [];
      return make("div", { role: "row" }, ...name, ...row.map((input) => make("div", { role: "gridcell" }, input)));
    });
    if (columns.length) lines.unshift(make("div", { role: "row" }, ...corner, ...(heads ?? [])));
    this.grid.replaceChildren(...lines);
    this.grid.style.setProperty("--columns", value[0]?.length ?? 0);
    this.grid.classList.toggle("named", rows.length > 0);
    this.grid.setAttribute("aria-readonly", String(data.still));
    this.at = [Math.min(this.at[0], value.length - 1), Math.min(this.at[1], (value[0]?.length ?? 1) - 1)];
    const input = this.inputs[this.at[0]]?.[this.at[1]];
    input?.setAttribute("tabindex", "0");
    if (focused) input?.focus();
  }

  cell(row, column) {
    const { data } = this;
    const input = make("input", { type: "text", autocomplete: "off", tabindex: "-1" });
    Object.assign(input, { readOnly: true, spellcheck: false });
    input.inputMode = data.low < 0 ? "text" : "decimal"; // number pads have no minus
    Object.assign(input.dataset, { row, column });
    input.setAttribute("aria-label", this.owner.nameOf(row, column));
    return input;
  }

  /** Shows numbers, except where the reader types. */
  show(value) {
    const text = (number) => {
      if (typeof number === "string") return number; // NaN and infinities
      return this.data.still ? shown(number) : formatted(number, this.data).replace(/^-/, "−");
    };
    const texts = value.map((row) => row.map(text));
    this.inputs.forEach((row, i) =>
      row.forEach((input, j) => {
        if (input !== this.typing?.cell && input.value !== texts[i][j]) input.value = texts[i][j];
      }),
    );
    this.grid.style.setProperty("--longest", Math.max(3, ...texts.flat().map(({ length }) => length)));
  }

  place(cell) {
    return [Number(cell.dataset.row), Number(cell.dataset.column)];
  }

  /** The mouse chooses a cell without selecting its text; a touch is heard by `drop`. */
  point(event, cell) {
    if (this.typing?.cell === cell) return;
    event.preventDefault();
    cell.focus();
  }

  press(event, cell) {
    if (this.data.still || event.button !== 0 || this.typing?.cell === cell) return;
    this.owner.hush();
    const [row, column] = this.place(cell);
    const start = this.owner.value[row][column];
    this.held = { pointer: event.pointerId, cell, row, column, x: event.clientX, start, moved: false };
  }

  drag(event) {
    const { held } = this;
    if (!held || event.pointerId !== held.pointer) return;
    const dx = event.clientX - held.x;
    if (!held.moved) {
      if (Math.abs(dx) < SLACK) return;
      held.moved = true;
      held.x += Math.sign(dx) * SLACK;
      held.cell.setPointerCapture(event.pointerId);
      held.cell.focus();
      held.cell.classList.add("dragged");
    }
    const { low, high, step, log } = this.data;
    const count = log ? 100 : (high - low) / step;
    const pixels = Math.min(STEP_PIXELS[1], Math.max(STEP_PIXELS[0], WIDE / count));
    const steps = Math.trunc((event.clientX - held.x) / pixels);
    this.owner.set(held.row, held.column, steps ? new Scale(this.data).stepped(held.start, steps) : held.start, false);
  }

  drop(event) {
    const { held } = this;
    if (!held || event.pointerId !== held.pointer) return;
    if (event.type === "lostpointercapture" && held.cell.hasPointerCapture(held.pointer)) return; // to the cell itself
    this.held = null;
    held.cell.classList.remove("dragged");
    if (held.moved) return this.owner.rest();
    if (event.type === "pointerup" && event.pointerType !== "mouse") this.type(held.cell);
  }

  key(event, cell) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const [row, column] = this.place(cell);
    const far = { PageUp: 10, PageDown: -10 }[key];
    if (MOVES[key] && !ctrlKey && !metaKey && (altKey || shiftKey)) this.step(row, column, STEPS[key]);
    else if (far) this.step(row, column, far);
    else if (key === "Home") this.focus(ctrlKey ? 0 : row, 0);
    else if (key === "End") this.focus(ctrlKey ? Infinity : row, Infinity);
    else if (ctrlKey || metaKey || altKey) return;
    else if (MOVES[key]) this.focus(row + MOVES[key][0], column + MOVES[key][1]);
    else if (this.data.still) return;
    else if (key === "Enter" || key === "F2") this.type(cell);
    else if (key === "Backspace" || key === "Delete") this.type(cell, "");
    else if (BEGINS_NUMBER.test(key.normalize("NFKC"))) this.type(cell, key);
    else return;
    event.preventDefault();
  }

  step(row, column, steps) {
    if (this.data.still) return;
    this.owner.set(row, column, new Scale(this.data).stepped(this.owner.value[row][column], steps), true);
  }

  /** Goes to a cell; beyond the edge to the last one. */
  focus(row, column) {
    const within = (place, count) => Math.min(count - 1, Math.max(0, place));
    const line = this.inputs[within(row, this.inputs.length)];
    line[within(column, line.length)].focus();
  }

  reach(cell) {
    this.inputs.flat().forEach((input) => (input.tabIndex = -1));
    cell.tabIndex = 0;
    this.at = this.place(cell);
  }

  /** The cell is typed in from now on; `text` replaces its number. */
  type(cell, text) {
    if (this.data.still || this.typing?.cell === cell) return;
    this.owner.hush();
    this.typing = { cell, before: cell.value, replaced: text !== undefined };
    cell.readOnly = false;
    cell.focus();
    if (text === undefined) cell.select();
    else cell.value = text;
  }

  typingKey(event, cell) {
    const { key, isComposing } = event;
    if (isComposing) return;
    const [row, column] = this.place(cell);
    const moves = this.typing.replaced || key === "ArrowUp" || key === "ArrowDown" ? MOVES[key] : undefined;
    if (key === "Escape") this.finish();
    else if (key === "Enter") this.commit() && this.focus(row, column);
    else if (moves) this.commit() && this.focus(row + moves[0], column + moves[1]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Takes the typed number and is true; or marks what is none, and stays. */
  commit() {
    const { cell } = this.typing;
    const number = this.owner.read(cell.value);
    if (number === undefined) return this.mark(cell, false);
    this.finish();
    const [row, column] = this.place(cell);
    this.owner.set(row, column, number, true);
    return true;
  }

  /** The focus goes away: what is no number gives way to the number that was there. */
  leave(cell) {
    if (this.typing?.cell === cell && !this.commit()) this.finish();
    this.owner.hush();
  }

  finish() {
    const { cell } = this.typing;
    this.typing = null;
    cell.readOnly = true;
    this.mark(cell, true);
    this.owner.settle();
    this.show(this.owner.value);
  }

  mark(cell, fine) {
    cell.setAttribute("aria-invalid", String(!fine));
    if (fine) this.owner.hush();
    else this.owner.complain();
    return fine;
  }

  /** Several numbers fill the matrix, one number the cell. */
  paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (this.data.still || (this.typing && !holdsSeveral(text))) return;
    event.preventDefault();
    const cell = this.cellOf(event);
    const [row, column] = this.place(cell);
    const number = this.owner.read(text);
    if (number !== undefined) return this.owner.set(row, column, number, true);
    if (this.typing) this.finish();
    this.owner.paste(text);
  }

  /** The whole matrix as a spreadsheet takes it, where no text is selected. */
  copy(event) {
    if (this.typing) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.owner.value.map((row) => row.join("\t")).join("\n"));
  }
}
