// What can be dragged in a figure: an overlay in front of Plotly's drawing, which knows nothing of it. So a grabbed
// point starts no zoom, and a figure that is drawn anew takes no point out of the hand.

import { make, styleSheet } from "../app.js";
import { HandleNode } from "./handle.js";
import { PointCloud } from "./cloud.js";
import { Speech } from "./speech.js";

const STYLE = await styleSheet("handles.css", import.meta.url);

export class Overlay {
  #handles = new Map();
  #ahead = new Map(); // where the reader has moved handles to, and the number of the message that told it
  #listening = false;

  /** `tell(name, value)` sets a value of the component's state; the overlay stands behind `plot` in the document. */
  constructor(plot, tell) {
    Object.assign(this, { plot, tell });
    this.host = make("div", { class: "overlay" });
    const root = this.host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [STYLE];
    this.stage = make("div", { class: "stage" }); // covers the plot
    this.spoken = make("div", { class: "spoken", "aria-live": "polite" });
    this.how = make("span", { id: "how", class: "spoken" });
    root.append(this.stage, this.spoken, this.how);
    plot.after(this.host);
  }

  /** What the script says now; undefined where nothing can be dragged any more. */
  update({ handles, points, words } = {}) {
    this.words = words;
    this.#updateHandles(handles ?? { list: [], count: 0 });
    if (points) this.#updatePoints(points);
    else this.#closePoints();
  }

  #updateHandles({ list, count }) {
    this.how.textContent = this.words?.how ?? "";
    this.speech ??= new Speech(count, (moved, number) => this.#send(moved, number), (heard) => this.#follow(heard));
    const names = new Set(list.map(({ name }) => name));
    for (const [name, node] of this.#handles) {
      if (names.has(name)) continue;
      node.root.remove();
      this.#handles.delete(name);
      this.#ahead.delete(name);
    }
    for (const handle of list) {
      if (!this.#handles.has(handle.name)) this.#handles.set(handle.name, new HandleNode(this));
      this.#handles.get(handle.name).load(handle);
    }
    this.speech.answered(count);
  }

  #updatePoints(points) {
    this.cloud ??= new PointCloud(this, points.count);
    this.cloud.update(points);
  }

  #closePoints() {
    this.cloud?.close();
    this.cloud = undefined;
  }

  /** The figure is so many pixels high. */
  cover(height) {
    this.stage.style.height = `${height}px`;
  }

  /** The figure has been drawn for the first time; from now on Plotly tells when its axes may have changed. */
  drawn() {
    if (this.#listening) return;
    this.#listening = true;
    for (const event of ["plotly_afterplot", "plotly_relayouting"]) this.plot.on(event, () => this.place());
    this.place();
  }

  /** Puts everything where the axes are now. */
  place() {
    for (const node of this.#handles.values()) node.place();
    this.cloud?.place();
  }

  /** A handle has been moved by its reader. What the script has not answered is told again with what follows. */
  moved({ name, at }) {
    this.#ahead.set(name, { at, number: undefined });
    this.speech.say(Object.fromEntries([...this.#ahead].map(([key, item]) => [key, item.at])));
  }

  #send(moved, number) {
    for (const item of this.#ahead.values()) item.number ??= number;
    this.tell("drag", { moved, count: number });
  }

  /** The script has heard so many messages: handles it has told nothing newer stand where it says. */
  #follow(heard) {
    for (const [name, { number }] of this.#ahead) if (number <= heard) this.#ahead.delete(name);
    for (const [name, node] of this.#handles) if (!this.#ahead.has(name)) node.follow();
  }

  /** A hand has let go. */
  settle() {
    this.#follow(this.speech.heard);
    this.speech.rest();
  }

  /** Pixels of a pointer from the figure's corner. */
  pixels({ clientX, clientY }) {
    const { left, top } = this.stage.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  say(text) {
    this.spoken.textContent = text;
  }

  /** A sentence of the words with its `{names}` filled in. */
  word(key, values = {}) {
    return this.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  close() {
    this.speech?.close();
    this.#closePoints();
    this.host.remove();
  }
}
