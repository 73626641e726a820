// Buttons and the line of steps: to the start, back, play, on, to the end, speed, and how much is seen.

import { make } from "../app.js";

const PATHS = {
  start: "M6 5h2.5v14H6zM19 5v14L9.5 12z",
  back: "M15.5 5v14L6 12z",
  play: "M7 4.5v15L20 12z",
  pause: "M6.5 5h4v14h-4zM13.5 5h4v14h-4z",
  next: "M8.5 5v14L18 12z",
  end: "M15.500 5H18v14h-2.500zM5 5v14l9.500-7z",
  near: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  far: "M5 11h14v2H5z",
  fit: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
};
const SPEEDS = [0.5, 1, 2, 4, 10];

function icon(name) {
  const holder = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  holder.setAttribute("viewBox", "0 0 24 24");
  holder.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  holder.append(path);
  return holder;
}

export class Controls {
  /** `act(name, value)` is told of every button. */
  constructor(act) {
    const button = (name, kind = "") => {
      const node = make("button", { type: "button", class: `${name} ${kind}` }, icon(name));
      node.addEventListener("click", () => act(name));
      return [name, node];
    };
    this.buttons = Object.fromEntries([
      ...["start", "back", "next", "end", "near", "far", "fit"].map((name) => button(name)), button("play", "main"),
    ]);
    const { start, back, play, next, end, near, far, fit } = this.buttons;
    this.speed = make("select", { class: "speed" }, ...SPEEDS.map((speed) => make("option", { value: speed }, `${speed}×`)));
    this.speed.value = 1;
    this.speed.addEventListener("change", () => act("speed", Number(this.speed.value)));
    this.range = make("input", { type: "range", min: 0, step: 1 });
    this.range.addEventListener("input", () => act("seek", Number(this.range.value)));
    this.count = make("output", { class: "count" });
    this.track = make("div", { class: "track" }, this.range);
    this.player = make("div", { class: "player", role: "group" }, start, back, play, next, end, this.speed);
    this.zoom = make("div", { class: "zoom", role: "group" }, near, far, fit);
    this.bar = make("div", { class: "bar" }, this.player, this.track, this.count);
  }

  load(steps, words) {
    this.words = words;
    this.steps = steps;
    for (const [key, node] of Object.entries(this.buttons)) name(node, words[key]);
    name(this.speed, words.speed);
    this.range.setAttribute("aria-label", words.step);
    this.range.max = steps.last;
    this.track.style.setProperty("--turn", (steps.forward + 0.5) / steps.last);
  }

  show(place, playing) {
    const { words, steps, buttons } = this;
    this.range.value = place;
    this.range.setAttribute("aria-valuetext", `${place} / ${steps.last}`);
    this.track.style.setProperty("--share", place / steps.last);
    this.count.textContent = `${words[`phase_${steps.phase(place)}`]} ${place} / ${steps.last}`;
    buttons.start.disabled = buttons.back.disabled = place === 0;
    buttons.end.disabled = buttons.next.disabled = place === steps.last;
    const state = playing ? "pause" : "play";
    if (buttons.play.dataset.state === state) return;
    buttons.play.dataset.state = state;
    buttons.play.replaceChildren(icon(state));
    name(buttons.play, words[state]);
  }
}

function name(node, text) {
  node.title = text;
  node.setAttribute("aria-label", text);
}
