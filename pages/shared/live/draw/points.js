// Points of several classes. Places `{ x, y }` go from 0 to 1, from the lower left; `size` is the sheet's in pixels.

import { decodePoints, encodePoints, PLACES } from "./codec.js";

const SPRAY = 18; // px between two points of a stroke
const SCATTER = 9; // px that a sprayed point may lie beside the stroke
const ERASER = 14; // px
const RADIUS = 5; // px
const within = (value) => Math.min(1, Math.max(0, value));

/** The outlines of the classes' marks, so that color does not speak alone. */
const MARKS = [
  (pen, x, y, r) => pen.arc(x, y, r, 0, 2 * Math.PI),
  (pen, x, y, r) => pen.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8),
  (pen, x, y, r) => polygon(pen, x, y, r * 1.25, 3),
  (pen, x, y, r) => polygon(pen, x, y, r * 1.25, 4),
];
export const GLYPHS = ["●", "■", "▲", "◆"];

function polygon(pen, x, y, r, corners) {
  for (let k = 0; k < corners; k++) {
    const angle = (2 * Math.PI * k) / corners - Math.PI / 2;
    pen.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  pen.closePath();
}

export class PointSheet {
  constructor({ most }) {
    this.most = most;
    this.rows = [];
  }

  read(text) {
    this.rows = decodePoints(text);
  }

  get text() {
    return encodePoints(this.rows);
  }

  get full() {
    return this.rows.length >= this.most;
  }

  begin(place, tool, size) {
    this.last = place;
    if (tool === "erase") this.erase(place, size);
    else this.add(place, tool);
  }

  /** A stroke sprays points along its way, a little beside it. */
  move(place, tool, size) {
    if (tool === "erase") return this.erase(place, size);
    const dx = (place.x - this.last.x) * size.width;
    const dy = (place.y - this.last.y) * size.height;
    const length = Math.hypot(dx, dy);
    for (let gone = SPRAY; gone <= length; gone += SPRAY) {
      const beside = () => (2 * Math.random() - 1) * SCATTER;
      const x = this.last.x + ((dx * gone) / length + beside()) / size.width;
      const y = this.last.y + ((dy * gone) / length + beside()) / size.height;
      this.add({ x, y }, tool);
    }
    const gone = Math.floor(length / SPRAY) * SPRAY;
    if (gone) this.last = { x: this.last.x + ((dx / length) * gone) / size.width, y: this.last.y + ((dy / length) * gone) / size.height };
  }

  add({ x, y }, label) {
    if (!this.full) this.rows.push([Math.round(within(x) * PLACES), Math.round(within(y) * PLACES), label]);
  }

  erase({ x, y }, size) {
    const far = ([column, row]) => Math.hypot((column / PLACES - x) * size.width, (row / PLACES - y) * size.height) > ERASER;
    this.rows = this.rows.filter(far);
  }

  /** How far the arrow keys move. */
  get stride() {
    return { x: 1 / 40, y: 1 / 40 };
  }

  paint(pen, { left, top, width, height }, look) {
    pen.lineWidth = 1.5;
    pen.strokeStyle = look.paper;
    for (const [x, y, label] of this.rows) {
      pen.fillStyle = look.colors[label];
      pen.beginPath();
      MARKS[label % MARKS.length](pen, left + (x / PLACES) * width, top + (1 - y / PLACES) * height, RADIUS);
      pen.fill();
      pen.stroke();
    }
  }
}
