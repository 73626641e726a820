// The line below a sheet: the place that is pointed at, and how much is drawn.

import { make } from "../app.js";
import { filled, shown } from "../stage/text.js";
import { BRIGHTEST, SIDE } from "./codec.js";

const GRAYS = 255 / BRIGHTEST; // between two levels of a pixel
const value = (share, [low, high]) => shown(low + share * (high - low), 3);

export class Readout {
  constructor(box) {
    this.box = box;
    this.place = make("span", { class: "place" });
    this.amount = make("span", { class: "amount" });
    this.spoken = make("span", { role: "status", class: "unseen" }); // for the keys only: a mouse would talk all the time
    this.node = make("div", { class: "readout" }, this.place, this.amount, this.spoken);
  }

  point(place) {
    this.place.textContent = place ? this.textOf(place) : "";
  }

  textOf({ x, y }) {
    const { data, sheet } = this.box;
    if (data.kind === "digit") {
      const [column, row] = [x, 1 - y].map((share) => Math.min(SIDE - 1, Math.floor(share * SIDE + 1e-9)));
      return `(${row}, ${column}) = ${GRAYS * sheet.levels[row * SIDE + column]}`;
    }
    if (data.kind === "curve") return `x = ${value(x, data.xRange)}, y = ${value(sheet.at(x), data.yRange)}`;
    return `x = ${value(x, data.xRange)}, y = ${value(y, data.yRange)}`;
  }

  count() {
    const { data, sheet } = this.box;
    const full = data.kind === "points" && sheet.full;
    this.amount.classList.toggle("full", full);
    const numbers = { count: sheet.rows?.length, most: data.most };
    this.amount.textContent = data.kind === "points" ? filled(full ? data.words.full : data.words.points, numbers) : "";
  }

  /** Tells a screen reader where the cursor is and what is drawn. */
  say() {
    this.spoken.textContent = [this.place.textContent, this.amount.textContent].filter(Boolean).join("; ");
  }
}
