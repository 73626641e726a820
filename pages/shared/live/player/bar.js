// The bar below a film: buttons, speed, the scrubber where there is no other one, and what the frame is called.

import { make, styleSheet } from "../app.js";

export const STYLE = await styleSheet("player.css", import.meta.url);
const PATHS = {
  reset: "M6 5v14M19 5 9 12l10 7z",
  back: "M18 5 8 12l10 7z",
  play: "M7 4.5v15l12-7.5z",
  pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  forward: "M6 5l10 7-10 7z",
  end: "M18 5v14M5 5l10 7-10 7z",
  loop: "M17 3l3 3-3 3M4 11V9a3 3 0 0 1 3-3h13M7 21l-3-3 3-3M20 13v2a3 3 0 0 1-3 3H4",
};
const SPEEDS = [0.25, 0.5, 1, 2, 4];
const FRACTIONS = { 0.25: "¼", 0.5: "½" };

/** A picture of 24 × 24 units; `kind` is "solid" or "line". */
export function picture(path, kind) {
  const [holder, drawn] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  holder.setAttribute("viewBox", "0 0 24 24");
  holder.setAttribute("aria-hidden", "true");
  holder.classList.add(kind);
  drawn.setAttribute("d", path);
  holder.append(drawn);
  return holder;
}

const icon = (name) => picture(PATHS[name], name === "loop" ? "line" : "solid");

export function named(node, text) {
  node.title = text;
  node.setAttribute("aria-label", text);
}

export class Bar {
  /** `act(name, value)` is told of every button, of a speed and of a place on the scrubber; nothing is kept here. */
  constructor(act, { buttons = ["reset", "back", "play", "forward", "end", "loop"], speeds = SPEEDS, scrubber = true } = {}) {
    const button = (name) => {
      const node = make("button", { type: "button", class: name === "play" ? "play lead" : name }, icon(name));
      node.addEventListener("click", () => act(name));
      return [name, node];
    };
    this.buttons = Object.fromEntries(buttons.map(button));
    const options = speeds.map((speed) => make("option", { value: speed }, `${FRACTIONS[speed] ?? speed}×`));
    this.speed = make("select", { class: "speed" }, ...options);
    this.speed.value = 1;
    this.speed.addEventListener("change", () => act("speed", Number(this.speed.value)));
    this.player = make("div", { class: "player", role: "group" }, ...Object.values(this.buttons), this.speed);
    this.range = make("input", { type: "range", class: "scrubber", min: 0, step: 1 });
    this.range.addEventListener("input", () => act("seek", Number(this.range.value)));
    this.track = make("div", { class: "track" }, this.range);
    this.count = make("output", { class: "count" });
    this.root = make("div", { class: "bar" }, this.player, ...(scrubber ? [this.track] : []), this.count);
  }

  /** The words of the reader's language; `name` is what a place on the scrubber is called. */
  name(words, name = words.frame) {
    this.words = words;
    for (const [key, node] of Object.entries(this.buttons)) named(node, words[key]);
    named(this.speed, words.speed);
    this.range.setAttribute("aria-label", name);
    this.#dressPlay(this.playing);
  }

  /** Where the player stands, and what the frame is called. */
  show({ frame, last, playing, loop, speed }, text) {
    const { buttons, range } = this;
    this.#dressPlay(playing);
    buttons.loop?.setAttribute("aria-pressed", loop);
    this.speed.value = speed;
    for (const name of ["reset", "back"]) if (buttons[name]) buttons[name].ariaDisabled = frame === 0;
    for (const name of ["end", "forward"]) if (buttons[name]) buttons[name].ariaDisabled = frame === last;
    if (Number(range.max) !== last) range.max = last;
    range.value = frame;
    this.track.style.setProperty("--share", last ? frame / last : 1);
    if (text === undefined) return;
    range.setAttribute("aria-valuetext", text);
    if (this.count.textContent !== text) this.count.textContent = text;
  }

  #dressPlay(playing = false) {
    const { play } = this.buttons;
    const state = playing ? "pause" : "play";
    if (play.dataset.state !== state) play.replaceChildren(icon(state));
    play.dataset.state = state;
    this.playing = playing;
    if (this.words) named(play, this.words[state]);
  }
}

/** What a key asks of the player, as `[name, value]` of `Player.act`; undefined where the key is none of its own. */
export function keyed(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  if (event.target.closest?.("select, details, textarea, input:not(.scrubber)")) return undefined;
  if (event.key === " ") return event.target.closest?.("button, a") ? undefined : ["play"];
  const steps = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 }[event.key];
  if (steps) return ["step", steps * (event.shiftKey ? 10 : 1)];
  const name = { Home: "reset", End: "end" }[event.key];
  return name && [name];
}
