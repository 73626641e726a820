// The tools of a sheet: a pen for each class, an eraser; undo, redo, clear.

import { make } from "../app.js";
import { filled } from "../stage/text.js";
import { GLYPHS } from "./points.js";

const ICONS = {
  undo: '<path d="M7 6 3 10l4 4"/><path d="M3 10h8a5 5 0 0 1 0 10H8"/>',
  redo: '<path d="m17 6 4 4-4 4"/><path d="M21 10h-8a5 5 0 0 0 0 10h3"/>',
  clear: '<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"/>',
  erase: '<path d="m4 15 9-10 7 6-8 9H8z"/><path d="m9 10 7 6"/>',
  pen: '<path d="m5 19 1-5L16 4l4 4-10 10z"/>',
};
const icon = (name) => `<svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[name]}</svg>`;

export class Toolbar {
  constructor(box) {
    this.box = box;
    this.tool = 0; // a class, or "erase"
    this.tools = make("div", { class: "tools", role: "radiogroup" });
    this.acts = Object.fromEntries(
      ["undo", "redo", "clear"].map((name) => {
        const button = make("button", { type: "button", class: name });
        button.innerHTML = icon(name);
        button.addEventListener("click", () => box[name]());
        return [name, button];
      }),
    );
    this.node = make("div", { class: "bar" }, this.tools, make("div", { class: "acts" }, ...Object.values(this.acts)));
    this.tools.addEventListener("keydown", (event) => this.key(event));
  }

  get canErase() {
    return this.box.data.kind !== "curve";
  }

  update(data) {
    const { kind, classes, words } = data;
    for (const [name, button] of Object.entries(this.acts)) {
      button.title = words[name];
      button.setAttribute("aria-label", words[name]);
    }
    this.tools.setAttribute("aria-label", data.label);
    const shape = JSON.stringify([kind, classes, data.colors, words]);
    if (shape === this.shape) return;
    this.shape = shape;
    const pens = kind === "points" ? classes.map((name, label) => this.pen(name, label)) : [];
    if (kind === "digit") pens.push(this.button(0, words.pen, icon("pen")));
    if (this.canErase) pens.push(this.button("erase", words.erase, icon("erase")));
    this.tools.replaceChildren(...pens);
    this.choose(this.tool) || this.choose(0);
  }

  pen(name, label) {
    const button = this.button(label, filled(this.box.data.words.class_of, { number: label + 1, name }), "");
    const glyph = make("span", { "aria-hidden": "true" }, GLYPHS[label % GLYPHS.length]);
    glyph.style.color = this.box.data.colors[label];
    button.append(glyph, make("span", { class: "name" }, name));
    return button;
  }

  button(tool, title, markup) {
    const button = make("button", { type: "button", role: "radio", title, "aria-label": title });
    button.dataset.tool = tool;
    button.innerHTML = markup;
    button.addEventListener("click", () => this.choose(tool));
    return button;
  }

  /** Takes a tool, and is true where it exists. */
  choose(tool) {
    const buttons = [...this.tools.children];
    const chosen = buttons.find((button) => button.dataset.tool === String(tool));
    if (!chosen) return false;
    this.tool = tool;
    for (const button of buttons) {
      button.setAttribute("aria-checked", String(button === chosen));
      button.tabIndex = button === chosen ? 0 : -1;
    }
    return true;
  }

  /** Arrow keys choose the tool beside. */
  key(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const buttons = [...this.tools.children];
    const at = buttons.indexOf(event.target.closest("button"));
    if (!by || at < 0) return;
    event.preventDefault();
    const next = buttons[(at + by + buttons.length) % buttons.length];
    next.click();
    next.focus();
  }

  enable(possible) {
    for (const [name, button] of Object.entries(this.acts)) button.disabled = !possible[name];
  }
}
