// What a click does to points: move, add one of a class, remove; and how many there are.

import { make } from "../app.js";
import { svg, symbol } from "./symbols.js";

export class Tools {
  mode = "move";
  label = 0; // the class that is added

  constructor(overlay, changed) {
    Object.assign(this, { overlay, changed });
    this.choices = make("div", { class: "choices", role: "radiogroup" });
    this.number = make("output", { class: "number" });
    this.root = make("div", { class: "tools" }, this.choices, this.number);
    this.choices.addEventListener("change", ({ target }) => this.choose(target.value));
  }

  /** The classes, and the words in the reader's language. */
  update(classes) {
    const { words } = this.overlay;
    const told = JSON.stringify([classes, words.tools]);
    if (this.told === told) return;
    this.told = told;
    this.label = Math.min(this.label, classes.length - 1);
    if (this.mode === "add") this.value = `add ${this.label}`;
    this.choices.setAttribute("aria-label", words.tools);
    this.choices.replaceChildren(
      this.choice("move", words.move, words.move),
      ...classes.map((one, k) => this.choice(`add ${k}`, one.name, this.overlay.word("add", one), one)),
      this.choice("remove", words.remove, words.remove),
    );
  }

  value = "move";

  choice(value, text, title, one) {
    const input = make("input", { type: "radio", name: "tool", value, "aria-label": title });
    input.checked = value === this.value;
    const mark = one ? [svg("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true" }, symbol(one))] : [];
    return make("label", { title }, input, ...mark, make("span", {}, one ? `+ ${text}` : text));
  }

  choose(value) {
    this.value = value;
    const [mode, label] = value.split(" ");
    this.mode = mode;
    if (label !== undefined) this.label = Number(label);
    this.changed();
  }

  count(count, most) {
    this.number.textContent = this.overlay.word("count", { count, most });
    this.number.classList.toggle("full", count >= most);
  }
}
