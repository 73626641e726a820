// The buttons of the player, the readings, and the switches: what can be reached with the keyboard.

import { make } from "../app.js";

const PATHS = {
  reset: "M6 5v14M19 5 9 12l10 7z",
  back: "M18 5 8 12l10 7z",
  play: "M7 4.5v15l12-7.5z",
  pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  forward: "M6 5l10 7-10 7z",
  loop: "M17 3l3 3-3 3M4 11V9a3 3 0 0 1 3-3h13M7 21l-3-3 3-3M20 13v2a3 3 0 0 1-3 3H4",
  branch: "M6 4v16M6 14c0-5 10-2 10-8M13 8l3-3 3 3",
  undo: "M9 5 4 10l5 5M4 10h10a5 5 0 0 1 0 10h-3",
};
const SPEEDS = [0.25, 0.5, 1, 2, 4];

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.classList.add(["loop", "branch", "undo"].includes(name) ? "line" : "solid");
  svg.append(path);
  return svg;
}

export class Controls {
  /** `act(name, value)` is told of every button; nothing is kept here. */
  constructor(act) {
    const button = (name, kind = "") => {
      const node = make("button", { type: "button", class: `${name} ${kind}` }, icon(name));
      node.addEventListener("click", () => act(name));
      return node;
    };
    this.buttons = Object.fromEntries(["reset", "back", "forward", "loop"].map((name) => [name, button(name)]));
    this.buttons.play = button("play", "lead");
    this.buttons.branch = button("branch", "wide");
    this.buttons.undo = button("undo", "wide");
    this.speed = make("select", { class: "speed" });
    for (const speed of SPEEDS) this.speed.append(make("option", { value: speed }, `${speed}×`.replace("0.25", "¼").replace("0.5", "½")));
    this.speed.addEventListener("change", () => act("speed", Number(this.speed.value)));
    const { reset, back, play, forward, loop, branch, undo } = this.buttons;
    this.epoch = make("strong");
    this.epochs = make("span");
    this.epochName = make("span");
    this.readings = make("div", { class: "readings" });
    const count = make("div", { class: "count" }, this.epochName, " ", this.epoch, this.epochs);
    const player = make("div", { class: "player" }, reset, back, play, forward, loop, this.speed);
    this.bar = make("div", { class: "bar" }, player, count, this.readings);
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
    const choices = make("div", { class: "choices" }, branch, undo, this.warning);
    this.history = make("div", { class: "history" }, choices, this.switches, this.measures);
  }

  /** The words of the reader's language, and what can be done at all. */
  name(words, { canBranch, canReturn, accuracy, classes }) {
    for (const [name, node] of Object.entries(this.buttons)) {
      node.title = words[name];
      node.setAttribute("aria-label", words[name]);
    }
    for (const name of ["branch", "undo"]) this.buttons[name].replaceChildren(icon(name), make("span", {}, words[name]));
    this.buttons.branch.hidden = !canBranch;
    this.buttons.undo.hidden = !canReturn;
    this.speed.title = words.speed;
    this.speed.setAttribute("aria-label", words.speed);
    this.epochName.textContent = words.epoch;
    for (const [name, { text }] of Object.entries(this.boxes)) text.textContent = words[name];
    this.boxes.discretize.box.parentElement.hidden = !classes;
    for (const [name, node] of Object.entries(this.measureButtons)) node.textContent = words[name];
    this.measureButtons.accuracy.hidden = !accuracy;
    this.words = words;
  }

  /** The state of switches and buttons. */
  set({ playing, loop, speed, show_test, discretize, measure, log }) {
    const { play } = this.buttons;
    const state = playing ? "pause" : "play";
    if (play.dataset.state !== state) play.replaceChildren(icon(state));
    play.dataset.state = state;
    play.title = this.words[state];
    play.setAttribute("aria-label", this.words[state]);
    this.buttons.loop.setAttribute("aria-pressed", loop);
    this.speed.value = speed;
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
