// The curves of loss and accuracy over the epochs. Their axis is the timeline: pulling it moves the playhead.

import { make } from "../app.js";
import { ticks } from "./plane.js";
import { shown } from "./text.js";

const LEFT = 52;
const RIGHT = 12;
const TOP = 14;
const BOTTOM = 20;
const CUT_SHARE = 0.02; // of the epochs: so few may lie above the linear axis …
const CUT_FACTOR = 2; // … if the largest is more than so many times what lies on it
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

export class Curves {
  constructor(root) {
    this.canvas = make("canvas", { "aria-hidden": "true" });
    this.head = make("div", { class: "head" });
    this.ghost = make("div", { class: "ghost", hidden: "" });
    this.flags = make("div", { class: "flags" });
    root.append(this.canvas, this.ghost, this.head, this.flags);
    this.pen = this.canvas.getContext("2d");
  }

  fit(width, height, density) {
    Object.assign(this, { width, height, density });
    this.canvas.width = Math.round(width * density);
    this.canvas.height = Math.round(height * density);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
  }

  dress(theme) {
    this.theme = theme;
  }

  x(epoch) {
    return LEFT + (epoch / this.film.axisEpoch) * (this.width - LEFT - RIGHT);
  }

  epochAt(x) {
    const share = (x - LEFT) / (this.width - LEFT - RIGHT);
    return Math.max(0, Math.min(1, share)) * this.film.axisEpoch;
  }

  y(value) {
    const { low, high, log } = this.scale;
    const place = (v) => (log ? Math.log10(Math.max(v, 1e-300)) : v);
    const share = (place(value) - place(low)) / (place(high) - place(low));
    return this.height - BOTTOM - Math.max(-0.05, Math.min(1.05, share)) * (this.height - TOP - BOTTOM);
  }

  /** Draws everything but the playhead. `measure` is "loss" or "accuracy". */
  draw({ film, measure, log, labels, onFlag }) {
    this.film = film;
    this.scale = scaleOf(film, measure, log);
    const { pen, density, width, height } = this;
    pen.setTransform(density, 0, 0, density, 0, 0);
    pen.clearRect(0, 0, width, height);
    this.drawGrid();
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, TOP - 3, width - LEFT - RIGHT, height - TOP - BOTTOM + 6);
    pen.clip();
    pen.globalAlpha = 0.4;
    for (const left of film.curves.slice(1)) this.drawPair(left, measure);
    pen.globalAlpha = 1;
    this.drawPair(film.curves[0], measure);
    pen.restore();
    if (this.scale.cut !== undefined) this.drawCut(this.scale.cut);
    this.drawEnd(film);
    this.placeFlags(film, labels, onFlag);
  }

  drawPair(curves, measure) {
    const { theme } = this;
    const name = { loss: "losses", accuracy: "accuracies" }[measure];
    this.drawCurve(curves[`train_${name}`], theme.train, []);
    this.drawCurve(curves[`test_${name}`], theme.test, [5, 2]);
  }

  drawCurve(values, color, dash) {
    const { pen } = this;
    pen.strokeStyle = color;
    pen.lineWidth = 1.8;
    pen.lineJoin = "round";
    pen.setLineDash(dash);
    pen.beginPath();
    values.forEach((value, epoch) => pen.lineTo(this.x(epoch), this.y(value)));
    pen.stroke();
    pen.setLineDash([]);
  }

  drawGrid() {
    const { pen, width, height, theme, scale } = this;
    pen.strokeStyle = theme.faint;
    pen.fillStyle = theme.muted;
    pen.lineWidth = 1;
    pen.font = `11px ${theme.font}`;
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (const value of scale.ticks) {
      const y = Math.round(this.y(value)) + 0.5;
      pen.beginPath();
      pen.moveTo(LEFT, y);
      pen.lineTo(width - RIGHT, y);
      pen.stroke();
      pen.fillText(axisText(value, scale.log), LEFT - 6, y);
    }
    pen.textAlign = "center";
    pen.textBaseline = "top";
    const last = this.film.axisEpoch;
    for (const epoch of ticks(0, last, Math.max(2, Math.min(10, width / 90))))
      if (Number.isInteger(epoch)) pen.fillText(String(epoch), this.x(epoch), height - BOTTOM + 5);
  }

  /** Two strokes through the axis where it is cut off, and the largest value that lies beyond. */
  drawCut(largest) {
    const { pen, theme } = this;
    pen.strokeStyle = pen.fillStyle = theme.muted;
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (const y of [TOP - 1, TOP + 3]) {
      pen.moveTo(LEFT - 5, y + 2);
      pen.lineTo(LEFT + 5, y - 4);
    }
    pen.stroke();
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillText(`↑ ${shown(largest, 3)}`, LEFT + 9, TOP - 5);
  }

  /** The epoch at which the numbers ran away. */
  drawEnd({ diverged_at: epoch }) {
    if (epoch === null || epoch === undefined) return;
    const { pen, height, theme } = this;
    const x = Math.min(this.x(epoch), this.width - RIGHT);
    pen.strokeStyle = theme.bad;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x, TOP - 4);
    pen.lineTo(x, height - BOTTOM);
    for (const side of [-1, 1]) {
      pen.moveTo(x - 4 * side, TOP - 12);
      pen.lineTo(x + 4 * side, TOP - 4);
    }
    pen.stroke();
  }

  placeFlags({ branches }, labels, onFlag) {
    const flags = branches.map((epoch) => {
      const name = labels.branch_at(epoch);
      const flag = make("button", { type: "button", class: "flag", title: name, "aria-label": name });
      flag.style.left = `${this.x(epoch)}px`;
      flag.addEventListener("click", () => onFlag(epoch));
      flag.addEventListener("pointerdown", (event) => event.stopPropagation());
      return flag;
    });
    this.flags.replaceChildren(...flags);
  }

  /** Puts the playhead to an epoch. */
  place(epoch) {
    this.head.style.transform = `translateX(${this.x(epoch)}px)`;
  }

  /** Shows where the pointer is, or hides it. */
  point(epoch) {
    this.ghost.hidden = epoch === undefined;
    if (epoch !== undefined) this.ghost.style.transform = `translateX(${this.x(epoch)}px)`;
  }
}

/** The axis of a measure; it changes in round steps only, so that it seldom moves. `cut` is the largest value it leaves out. */
export function scaleOf({ curves }, measure, log) {
  if (measure === "accuracy") return { low: 0, high: 1, log: false, ticks: [0, 0.5, 1] };
  const all = curves.flatMap(({ train_losses, test_losses }) => [...train_losses, ...test_losses]);
  const values = all.filter((value) => value > 0 && Number.isFinite(value)).sort((a, b) => a - b);
  const highest = values.at(-1) ?? 1;
  const first = Math.max(curves[0].train_losses[0], curves[0].test_losses[0]) || 1;
  return log ? powersOfTen(values[0] ?? highest, highest, first) : fromZero(values, highest, first);
}

/** Whole decades up to the largest value, and down to the smallest, but not below a hundred millionth of the start. */
function powersOfTen(lowest, highest, first) {
  const high = Math.min(Math.ceil(Math.log10(highest) - 1e-9), 308);
  const bottom = Math.max(lowest, Math.min(highest, 20 * first) * 1e-8);
  const low = Math.min(Math.floor(Math.log10(bottom) + 1e-9), high - 1);
  const every = Math.ceil((high - low) / 4);
  const powers = Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, k) => 10 ** (low + k * every));
  return { low: 10 ** low, high: 10 ** high, log: true, ticks: powers };
}

/** From 0 to a round number; where a few epochs lie far above all others, they are cut off. */
function fromZero(values, highest, first) {
  const most = values[Math.floor(values.length * (1 - CUT_SHARE))] ?? highest;
  const top = Math.min(highest > CUT_FACTOR * most ? most : highest, 20 * first);
  const power = 10 ** Math.floor(Math.log10(top));
  const high = power * ([1, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= top * 0.999) ?? 10);
  return { low: 0, high, log: false, ticks: ticks(0, high, 3), cut: highest > 1.05 * high ? highest : undefined };
}

/** A number of the axis; far from 1 a power of ten. */
function axisText(value, log) {
  const exponent = Math.round(Math.log10(value));
  if (!log || Math.abs(exponent) < 4) return shown(value, 3);
  return `10${[...String(exponent)].map((sign) => RAISED[sign]).join("")}`;
}
