// A sheet on which a person draws. The script owns the drawing's text; this shows it and tells what is drawn.

import { make, styleSheet, whenGone } from "../app.js";
import { CONTROL, helpButton, hide, write } from "../control.js";
import { Teller } from "../teller.js";
import { CurveSheet } from "./curve.js";
import { DigitSheet } from "./digit.js";
import { Pen } from "./pen.js";
import { PointSheet } from "./points.js";
import { Readout } from "./readout.js";
import { Toolbar } from "./toolbar.js";

const STYLE = await styleSheet("draw.css", import.meta.url);
const SHEETS = { points: PointSheet, curve: CurveSheet, digit: DigitSheet };
const MEMORY = 200; // strokes that can be undone

export default function ({ data, parentElement, setStateValue }) {
  const box = (parentElement.drawBox ??= new DrawBox(parentElement, data));
  box.send = setStateValue;
  box.update(data);
  return whenGone(parentElement, () => box.close());
}

class DrawBox {
  constructor(root, data) {
    this.data = data;
    this.past = []; // texts before each stroke
    this.future = []; // texts that were undone
    root.adoptedStyleSheets = [CONTROL, STYLE];
    this.label = make("span", { id: "label", class: "label" });
    this.tooltip = make("div", { id: "tooltip", role: "tooltip", class: "bubble", popover: "manual" });
    this.help = helpButton(this.tooltip);
    this.toolbar = new Toolbar(this);
    this.canvas = make("canvas", {
      role: "application", tabindex: "0", "aria-labelledby": "label", "aria-describedby": "how",
    });
    this.how = make("span", { id: "how", class: "unseen" });
    this.readout = new Readout(this);
    this.pen = new Pen(this);
    const head = make("div", { class: "head" }, this.label, this.help);
    this.body = make("div", { class: "draw" }, head, this.toolbar.node, this.canvas, this.readout.node, this.how, this.tooltip);
    root.append(this.body);
    this.teller = new Teller(data.count, (value, count) => this.send("move", { value, count }), () => this.settle());
    this.resized = new ResizeObserver(() => this.paintSoon());
    this.resized.observe(this.canvas);
    this.hideBubbles = () => hide(this.tooltip); // it would not scroll with the page
    window.addEventListener("scroll", this.hideBubbles, { capture: true, passive: true });
  }

  /** New data from the script, or a new theme. */
  update(data) {
    const other = !this.sheet || JSON.stringify([data.kind, data.size, data.yRange]) !== this.shape;
    this.data = data;
    if (other) {
      this.shape = JSON.stringify([data.kind, data.size, data.yRange]);
      this.sheet = new SHEETS[data.kind](data);
      [this.past, this.future] = [[], []];
      this.show(data.text);
    }
    write(this.label, data.label);
    this.help.hidden = !data.help;
    write(this.tooltip, data.help ?? "");
    this.help.setAttribute("aria-label", data.label);
    this.how.textContent = data.words[`how_${data.kind}`];
    this.canvas.title = this.how.textContent;
    const square = data.kind === "digit";
    this.canvas.style.height = square ? "auto" : `${data.height}px`;
    this.canvas.style.width = square ? `min(100%, ${data.height}px)` : "100%";
    this.canvas.style.aspectRatio = square ? "1" : "auto";
    this.toolbar.update(data);
    this.teller.answered(data.count);
    this.draw();
  }

  /** Shows the script's drawing, unless the reader is ahead of it; what was there can be had back by undo. */
  settle() {
    if (this.pen.down || this.teller.ahead || this.data.text === this.text) return;
    this.remember(this.text);
    this.show(this.data.text);
    this.draw();
  }

  show(text) {
    this.text = text;
    this.sheet.read(text);
  }

  draw() {
    this.toolbar.enable({ undo: this.past.length > 0, redo: this.future.length > 0, clear: this.text !== "" });
    this.readout.count();
    this.paintSoon();
  }

  paintSoon() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.pen.paint();
    });
  }

  /** The sheet has been drawn on; `resting` where the stroke has ended. */
  told(resting) {
    const text = this.sheet.text;
    if (text === this.text) return resting && this.teller.rest();
    this.text = text;
    this.draw();
    this.teller.tell(text, resting);
  }

  /** A stroke begins: undo leads back to here. */
  beginStroke() {
    this.before = this.text;
  }

  endStroke() {
    if (this.before !== this.text) this.remember(this.before);
    this.teller.rest();
    this.draw();
    this.settle();
  }

  remember(text) {
    this.past = [...this.past.slice(1 - MEMORY), text];
    this.future = [];
  }

  undo() {
    if (this.past.length === 0) return;
    this.future.push(this.text);
    this.become(this.past.pop());
  }

  redo() {
    if (this.future.length === 0) return;
    this.past.push(this.text);
    this.become(this.future.pop());
  }

  clear() {
    if (this.text === "") return;
    this.remember(this.text);
    this.become("");
  }

  become(text) {
    this.show(text);
    this.draw();
    this.teller.tell(text);
  }

  close() {
    this.teller.close();
    this.resized.disconnect();
    cancelAnimationFrame(this.frame);
    window.removeEventListener("scroll", this.hideBubbles, { capture: true });
  }
}
