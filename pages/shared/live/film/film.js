// A figure whose frames have come in one message: played, stepped and scrubbed without the server.

import { make, whenGone } from "../app.js";
import { hasMoved, moveCurves, sameBut } from "../figure/curves.js";
import { configOf, Figure, moved } from "../figure/figure.js";
import { keepCameras } from "../figure/scenes.js";
import { shared } from "../figure/sharing.js";
import { Bar, keyed, STYLE } from "../player/bar.js";
import { calm, Display, Player } from "../player/player.js";
import { Rest } from "../player/rest.js";
import { Frames } from "./frames.js";
import { split } from "../message.js";

export default async function ({ data, parentElement, setStateValue }) {
  const film = (parentElement.film ??= new Film(parentElement));
  film.tell = setStateValue;
  await film.take(data);
  return whenGone(parentElement, () => {
    film.close();
    delete parentElement.film;
  });
}

/** A figure that shows one frame. */
class Screen extends Figure {
  frame = 0;
  #base; // what does not change
  #anew = false;
  #stays = false; // whether all layouts since the last painting have the same axes
  #moved = new Set(); // parts of the layout that may differ from those on the screen
  #painted; // the traces on the screen
  #shown; // the frame that is on the screen
  #busy = false;
  #painting;

  /** `arrive()` is told of new frames before they are drawn. */
  constructor(parent, arrive) {
    super(parent);
    this.arrive = arrive;
  }

  take(about, text, bytes) {
    this.about = about;
    this.bytes = bytes; // those of the text, which is read later
    return this.update(`${JSON.stringify(about)}\n${text}`);
  }

  async react(header) {
    this.frames = new Frames(header, this.bytes);
    this.#base = undefined; // that of other frames
    this.arrive();
    await super.react(header.figure);
  }

  put({ traces, layout, layoutStays, movedParts }) {
    this.#base = { data: traces, layout };
    this.#stays &&= layoutStays;
    for (const part of movedParts) this.#moved.add(part);
    return this.paint(true);
  }

  show(frame) {
    this.frame = frame;
    if (this.#base) this.paint();
  }

  /** Draws the newest frame until there is none newer: those that came meanwhile are left out. */
  paint(anew = false) {
    this.#anew ||= anew;
    if (!this.#busy) this.#painting = this.#paintAll();
    return this.#painting;
  }

  async #paintAll() {
    this.#busy = true;
    try {
      while (this.#anew || this.#shown !== this.frame) await this.#paintOne();
    } finally {
      this.#busy = false; // at once: what is asked for from now on is painted anew
    }
  }

  async #paintOne() {
    const { frames, frame, plot, plotly, width } = this;
    const now = { anew: this.#anew, stays: this.#stays && frames.layoutStays };
    this.#anew = false;
    this.#stays = frames.layoutStays;
    const parts = [...this.#moved, ...frames.parts];
    this.#moved = new Set(frames.parts); // the next frames may leave them as they were before
    this.#shown = frame;
    const fresh = frames.at(frame, { data: this.#base.data, layout: structuredClone(this.#base.layout) });
    const { layout } = fresh;
    const data = shared(this.#painted, fresh.data);
    layout.width = width;
    keepCameras(plot, layout);
    const before = this.#painted;
    this.#painted = data;
    if (!now.anew && frames.easy) await plotly.relayout(plot, frames.moved(layout));
    else if (now.stays && this.move(data, before)) {
      if (parts.length) await plotly.relayout(plot, moved(layout, parts));
      else plot.emit("plotly_restyle");
    } else await plotly.react(plot, data.map((trace) => ({ ...trace })), layout, configOf(layout, this.about));
  }

  /** Moves lines and dots to where the new traces have them, if nothing else differs: whether it has been done. */
  move(data, before) {
    if (data.length !== before.length || !data.every((trace, k) => hasMoved(trace, before[k]))) return false;
    return moveCurves(this.plot, data, data.map((trace, k) => !sameBut([], trace, before[k])));
  }
}

class Film {
  constructor(parent) {
    this.player = new Player();
    this.bar = new Bar((name, value) => this.act(name, value));
    this.bar.root.classList.add("rows", "still");
    this.spoken = make("div", { class: "heard", "aria-live": "polite" });
    this.host = make("div");
    const root = this.host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [STYLE];
    root.append(this.bar.root, this.spoken);
    this.screen = new Screen(parent, (header) => this.arrive(header));
    parent.append(this.host);
    this.display = new Display(parent, (now) => this.tick(now));
    this.bar.root.addEventListener("keydown", (event) => this.key(event));
    this.host.filmProbe = probeOf(this);
  }

  take(message) {
    const [front, film] = split(message.slice()); // at an aligned address
    this.about = JSON.parse(front);
    if (this.rest) this.obey();
    return this.screen.take(this.about, ...split(film));
  }

  /** What the script says besides the frames themselves. */
  obey() {
    const { about, player, bar } = this;
    player.pace = about.rate;
    bar.name(about.words);
    this.rest.update(about);
  }

  /** New frames, or the same in a new theme: the playhead stays, and stays at the end where it was there. */
  arrive() {
    const { player, bar } = this;
    const { count } = this.screen.frames;
    const { frame, atEnd } = player;
    const first = !this.rest;
    const ended = atEnd && !first && player.count > 1;
    player.count = count;
    bar.root.classList.toggle("still", count === 1);
    if (first) this.begin(this.about);
    else if (ended || frame > player.last) player.seek(player.last);
    this.show();
  }

  begin({ count, frame, loop, autoplay }) {
    const { player } = this;
    player.loop = loop;
    this.rest = new Rest(player, {
      count,
      tell: (place, number) => this.tell("frame", { frame: place, count: number }),
      follow: (place) => this.follow(place),
      speak: () => (this.spoken.textContent = this.label),
    });
    player.seek(frame);
    this.obey();
    if (!autoplay || calm()) return;
    player.play();
    this.rest.moved();
    this.display.ask();
  }

  get label() {
    return this.screen.frames.label(this.player.frame);
  }

  follow(frame) {
    this.player.seek(frame);
    this.show();
  }

  show() {
    this.screen.show(this.player.frame);
    this.bar.show(this.player, this.label);
    this.bar.count.title = this.label;
  }

  act(name, value) {
    if (!this.rest) return;
    this.player.act(name, value);
    this.rest.moved();
    this.display.ask();
  }

  key(event) {
    const asked = keyed(event);
    if (!asked) return;
    event.preventDefault();
    this.act(...asked);
  }

  tick(now) {
    this.player.tick(now);
    this.show();
    if (this.player.playing) this.display.ask();
  }

  close() {
    this.player.pause();
    this.display.close();
    this.rest?.close();
    this.screen.close();
    this.host.remove();
  }
}

/** What tests and benchmarks may look at. */
const probeOf = (film) => ({
  get frame() { return film.player.frame; },
  get frames() { return film.player.count; },
  get playing() { return film.player.playing; },
}); // prettier-ignore
