// The buttons of the player, the readings, and the switches: what can be reached with the keyboard.

import { make } from "../app.js";
import { Bar, named, picture } from "../player/bar.js";

const PATHS = {
  branch: "M6 4v16M6 14c0-5 10-2 10-8M13 8l3-3 3 3",
  undo: "M9 5 4 10l5 5M4 10h10a5 5 0 0 1 0 10h-3",
};
const BUTTONS = ["reset", "back", "play", "forward", "loop"]; // the timeline is the scrubber

export class Controls {
  /** `act(name, value)` is told of every button; nothing is kept here. */
  constructor(act) {
    this.buttons = {};
    for (const name of ["branch", "undo"]) {
      this.buttons[name] = make("button", { type: "button", class: `${name} wide` });
      this.buttons[name].addEventListener("click", () => act(name));
    }
    this.player = new Bar(act, { buttons: BUTTONS, scrubber: false });
    this.bar = this.player.root;
    this.epoch = make("strong");
    this.epochs = make("span");
    this.epochName = make("span");
    this.readings = make("div", { class: "readings" });
    this.player.count.append(this.epochName, " ", this.epoch, this.epochs);
    this.bar.append(this.readings);
    this.switches = make("div", { class: "switches" });
    this.boxes = {};
    for (const name of ["show_test", "discretize"]) {
      const box = make("input", { type: "checkbox" });
      box.addEventListener("change", () => act(name, box.checked));
      this.boxes[name] = { box, text: make("span") };
      this.switches.append(make("label", {}, box, this.boxes[name].text));
    }
    this.measures = make("div", { class: "measures", role: "group" });
    this.measureButtons = {};
    for (const name of ["loss", "accuracy", "log"]) {
      const node = make("button", { type: "button" });
      node.addEventListener("click", () => act(name));
      this.measureButtons[name] = node;
      this.measures.append(node);
    }
    this.warning = make("div", { class: "warning", role: "status" });
    const choices = make("div", { class: "choices" }, ...Object.values(this.buttons), this.warning);
    this.history = make("div", { class: "history" }, choices, this.switches, this.measures);
  }

  /** The words of the reader's language, and what can be done at all. */
  name(words, { canBranch, canReturn, accuracy, classes }) {
    this.player.name(words.player);
    for (const [name, node] of Object.entries(this.buttons)) {
      named(node, words[name]);
      node.replaceChildren(picture(PATHS[name], "line"), make("span", {}, words[name]));
    }
    this.buttons.branch.hidden = !canBranch;
    this.buttons.undo.hidden = !canReturn;
    this.epochName.textContent = words.epoch;
    for (const [name, { text }] of Object.entries(this.boxes)) text.textContent = words[name];
    this.boxes.discretize.box.parentElement.hidden = !classes;
    for (const [name, node] of Object.entries(this.measureButtons)) node.textContent = words[name];
    this.measureButtons.accuracy.hidden = !accuracy;
  }

  /** The state of player, switches and buttons. */
  set(player, { show_test, discretize, measure, log }) {
    this.player.show(player);
    this.boxes.show_test.box.checked = show_test;
    this.boxes.discretize.box.checked = discretize;
    for (const name of ["loss", "accuracy"]) this.measureButtons[name].setAttribute("aria-pressed", measure === name);
    this.measureButtons.log.setAttribute("aria-pressed", log);
    this.measureButtons.log.disabled = measure !== "loss";
  }

  /** What was measured: rows of `[kind, name, text]`. Nodes are kept, so that playing only changes texts. */
  read(epoch, last, rows) {
    this.epoch.textContent = epoch;
    this.epochs.textContent = ` / ${last}`;
    if (this.readings.childElementCount !== rows.length)
      this.readings.replaceChildren(...rows.map(() => make("div", {}, make("i"), make("span"), make("b"))));
    rows.forEach(([kind, name, text], k) => {
      const [swatch, label, value] = this.readings.children[k].children;
      swatch.className = kind;
      if (label.textContent !== name) label.textContent = name;
      if (value.textContent !== text) value.textContent = text;
    });
  }
}
