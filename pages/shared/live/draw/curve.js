// A curve y = f(x): one value at each of equally distant x. Places `{ x, y }` go from 0 to 1, from the lower left.

import { decodeCurve, encodeCurve, LEVELS } from "./codec.js";

const within = (value) => Math.min(1, Math.max(0, value));

export class CurveSheet {
  constructor({ size, yRange: [low, high] }) {
    this.size = size;
    this.zero = Math.round(within((0 - low) / (high - low)) * LEVELS);
    this.read("");
  }

  read(text) {
    this.empty = text === "";
    this.steps = this.empty ? new Array(this.size).fill(this.zero) : decodeCurve(text);
  }

  get text() {
    return this.empty ? "" : encodeCurve(this.steps);
  }

  begin(place) {
    this.last = place;
    this.move(place);
  }

  /** The stroke gives every value between its ends; it may go back over what it has drawn. */
  move(place) {
    const [from, to] = this.last.x <= place.x ? [this.last, place] : [place, this.last];
    const bin = ({ x }) => within(x) * (this.size - 1);
    const [first, end] = [Math.round(bin(from)), Math.round(bin(to))];
    for (let k = first; k <= end; k++) {
      const share = end === first ? 1 : (k - first) / (end - first);
      const y = end === first ? place.y : from.y + share * (to.y - from.y);
      this.steps[k] = Math.round(within(y) * LEVELS);
    }
    this.empty = false;
    this.last = place;
  }

  get stride() {
    return { x: 1 / (this.size - 1), y: 1 / 40 };
  }

  /** The height of the curve at a place, from 0 to 1. */
  at(x) {
    return this.steps[Math.round(within(x) * (this.size - 1))] / LEVELS;
  }

  paint(pen, { left, top, width, height }, look) {
    pen.lineWidth = 2.5;
    pen.lineJoin = "round";
    pen.strokeStyle = look.colors[0];
    pen.beginPath();
    this.steps.forEach((step, k) => pen.lineTo(left + (k / (this.size - 1)) * width, top + (1 - step / LEVELS) * height));
    pen.stroke();
  }
}
