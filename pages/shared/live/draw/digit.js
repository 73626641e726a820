// A digit of 28 × 28 grays under a soft brush. Places `{ x, y }` go from 0 to 1, from the lower left.

import { BRIGHTEST, decodeDigit, encodeDigit, SIDE } from "./codec.js";

const BRUSH = 1.1; // pixels of the digit, from the middle of the stroke to where it begins to fade

/** The distance of a point from the line between two others. */
function distance(x, y, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length));
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy);
}

const onPixels = ({ x, y }) => ({ x: x * SIDE, y: (1 - y) * SIDE });

export class DigitSheet {
  constructor() {
    this.read("");
  }

  read(text) {
    this.levels = decodeDigit(text);
  }

  get text() {
    return encodeDigit(this.levels);
  }

  begin(place, tool) {
    this.last = onPixels(place);
    this.stamp(this.last, this.last, tool);
  }

  move(place, tool) {
    const to = onPixels(place);
    this.stamp(this.last, to, tool);
    this.last = to;
  }

  stamp(from, to, tool) {
    for (let row = 0; row < SIDE; row++)
      for (let column = 0; column < SIDE; column++) {
        const covered = Math.min(1, Math.max(0, BRUSH + 0.5 - distance(column + 0.5, row + 0.5, from, to)));
        const at = row * SIDE + column;
        const level = Math.round(BRIGHTEST * covered);
        this.levels[at] = tool === "erase" ? Math.min(this.levels[at], BRIGHTEST - level) : Math.max(this.levels[at], level);
      }
  }

  get stride() {
    return { x: 1 / SIDE, y: 1 / SIDE };
  }

  paint(pen, { left, top, width, height }) {
    const [w, h] = [width / SIDE, height / SIDE];
    this.levels.forEach((level, at) => {
      const gray = 5 * level;
      pen.fillStyle = `rgb(${gray} ${gray} ${gray})`;
      const [x, y] = [Math.round(left + (at % SIDE) * w), Math.round(top + Math.floor(at / SIDE) * h)];
      pen.fillRect(x, y, Math.ceil(w) + 1, Math.ceil(h) + 1);
    });
  }
}
