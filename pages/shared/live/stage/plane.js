// The plane of the inputs: what the network, or one unit, says everywhere, and the samples.

import { css, paint, paintClasses } from "./colors.js";
import { shown } from "./text.js";

const LEFT = 26; // pixels for the numbers of the axes
const BOTTOM = 20;
const EDGE = 6;
const SOFT = 0.75;
const NEAR = 9; // pixels to a point that count as pointing at it

export class Plane {
  #source = [];

  constructor(map, marks) {
    this.map = map;
    this.marks = marks;
    this.pen = map.getContext("2d");
    this.marksPen = marks.getContext("2d");
    this.small = document.createElement("canvas");
    this.smallPen = this.small.getContext("2d", { willReadFrequently: true });
  }

  fit(size, density) {
    Object.assign(this, { size, density });
    for (const canvas of [this.map, this.marks]) {
      canvas.width = canvas.height = Math.round(size * density);
      canvas.style.width = canvas.style.height = `${size}px`;
    }
    this.box = { left: LEFT, top: EDGE, width: size - LEFT - EDGE, height: size - BOTTOM - EDGE };
  }

  dress(theme, palette) {
    Object.assign(this, { theme, palette });
  }

  /** From coordinates to pixels. */
  at(x, y) {
    const { box, view } = this;
    return [
      box.left + ((x - view.left) / (view.right - view.left)) * box.width,
      box.top + ((view.top - y) / (view.top - view.bottom)) * box.height,
    ];
  }

  /** From pixels to coordinates, or nothing outside of the plane. */
  coordinates(px, py) {
    const { box, view } = this;
    const [u, v] = [(px - box.left) / box.width, (py - box.top) / box.height];
    if (u < 0 || u > 1 || v < 0 || v > 1) return undefined;
    return [view.left + u * (view.right - view.left), view.top - v * (view.top - view.bottom)];
  }

  /** The sample under the pointer: `{set, index}`. */
  pointAt(px, py, film, withTest) {
    let [best, nearest] = [undefined, NEAR * NEAR];
    for (const set of withTest ? ["train", "test"] : ["train"]) {
      const { xs, ys, count } = film[set];
      for (let index = 0; index < count; index++) {
        const [x, y] = this.at(xs[index], ys[index]);
        const distance = (x - px) ** 2 + (y - py) ** 2;
        if (distance < nearest) [best, nearest] = [{ set, index }, distance];
      }
    }
    return best;
  }

  /** The map of one frame. `looks` is `[low, high, table]` of a single unit; without it all classes are shown. */
  draw({ film, network, block, side, unit, looks, discretize, view }) {
    this.view = view;
    const { pen, density, size } = this;
    pen.setTransform(density, 0, 0, density, 0, 0);
    pen.clearRect(0, 0, size, size);
    if (film.dimensions === 1) this.drawLine(film, block, unit);
    else this.drawMap({ network, block, side, unit, looks, discretize });
    this.drawAxes();
  }

  drawMap({ network, block, side, unit, looks, discretize }) {
    const { pen, box, small } = this;
    if (small.width !== side) {
      small.width = small.height = side;
      this.image = this.smallPen.createImageData(side, side);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.#source = Int32Array.from({ length: side * side }, (_, k) => k);
    }
    if (looks) {
      const [low, high, table] = looks;
      const chosen = discretize && table === this.palette.signs ? this.palette.split : table;
      paint(this.pixels, 0, block.values, unit * block.count, this.#source, chosen, low, high);
    } else {
      const [first, classes] = [network.outputStart * block.count, network.outputCount];
      const doubt = network.activations.at(-1) === "softmax" ? 1 / classes : -1; // what the least sure answer is
      paintClasses(this.pixels, block.values, first, block.count, classes, this.palette.classes, doubt, discretize);
    }
    this.smallPen.putImageData(this.image, 0, 0);
    pen.imageSmoothingEnabled = true;
    pen.imageSmoothingQuality = "low";
    pen.globalAlpha = SOFT; // so that samples stand out in the colors of their classes
    pen.drawImage(small, box.left, box.top, box.width, box.height);
    pen.globalAlpha = 1;
  }

  /** For one input: the curve of a unit or of the output. */
  drawLine(film, block, unit) {
    const { pen, box, theme, view } = this;
    pen.save();
    pen.beginPath();
    pen.rect(box.left, box.top, box.width, box.height);
    pen.clip();
    const [, zero] = this.at(0, 0);
    pen.strokeStyle = theme.faint;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(box.left, zero);
    pen.lineTo(box.left + box.width, zero);
    pen.stroke();
    pen.strokeStyle = css(theme.above);
    pen.lineWidth = 2.5;
    pen.lineJoin = "round";
    pen.beginPath();
    for (let k = 0; k < block.count; k++) {
      const x = view.left + (k / (block.count - 1)) * (view.right - view.left);
      pen.lineTo(...this.at(x, block.values[unit * block.count + k]));
    }
    pen.stroke();
    pen.restore();
  }

  drawAxes() {
    const { pen, box, theme, view } = this;
    pen.strokeStyle = theme.border;
    pen.lineWidth = 1;
    pen.strokeRect(box.left + 0.5, box.top + 0.5, box.width - 1, box.height - 1);
    pen.fillStyle = theme.muted;
    pen.font = `11px ${theme.font}`;
    pen.textAlign = "center";
    pen.textBaseline = "top";
    for (const x of ticks(view.left, view.right, 5)) pen.fillText(shown(x, 3), this.at(x, 0)[0], box.top + box.height + 5);
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (const y of ticks(view.bottom, view.top, 5)) pen.fillText(shown(y, 3), box.left - 5, this.at(0, y)[1]);
  }

  /** The samples and the crosshair, on a sheet of their own above the map. */
  drawMarks({ film, view, showTest, probe, pointed, bare }) {
    this.view = view;
    const { marksPen: pen, density, size, box } = this;
    pen.setTransform(density, 0, 0, density, 0, 0);
    pen.clearRect(0, 0, size, size);
    pen.save();
    pen.beginPath();
    pen.rect(box.left, box.top, box.width, box.height);
    pen.clip();
    if (showTest && !bare) this.drawPoints(film, "test");
    if (!bare) this.drawPoints(film, "train");
    if (probe) this.drawCross(probe, film.dimensions);
    if (pointed) this.drawRing(film, pointed);
    pen.restore();
  }

  drawPoints(film, set) {
    const { marksPen: pen, palette, theme } = this;
    const { xs, ys, targets, count } = film[set];
    const radius = count > 700 ? 2 : count > 250 ? 2.6 : 3.2;
    const rim = set === "test" ? "#10161d" : film.answer === "value" ? "rgba(16,22,29,.45)" : "#ffffff";
    pen.lineWidth = set === "train" ? 1 : 1.4;
    for (let k = 0; k < count; k++) {
      const [x, y] = this.at(xs[k], ys[k]);
      const kind = film.classOf(targets[k]);
      pen.beginPath();
      mark(pen, x, y, radius, kind);
      if (film.dimensions === 1) pen.fillStyle = set === "train" ? css(theme.below) : theme.test;
      else pen.fillStyle = kind === undefined ? css(palette.signed(targets[k] / film.valueReach)) : palette.ofClass(kind, film.classCount);
      pen.strokeStyle = rim;
      pen.fill();
      pen.stroke();
    }
  }

  drawCross({ x, y }, dimensions) {
    const { marksPen: pen, box } = this;
    const [px, py] = this.at(x, y);
    for (const [style, width] of [["rgba(255,255,255,.85)", 3], ["#1c2733", 1]]) {
      pen.strokeStyle = style;
      pen.lineWidth = width;
      pen.beginPath();
      pen.moveTo(px, box.top);
      pen.lineTo(px, box.top + box.height);
      if (dimensions > 1) {
        pen.moveTo(box.left, py);
        pen.lineTo(box.left + box.width, py);
      }
      pen.globalAlpha = 0.6;
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }

  drawRing(film, { set, index }) {
    const pen = this.marksPen;
    const [x, y] = this.at(film[set].xs[index], film[set].ys[index]);
    for (const [style, width] of [["#ffffff", 5], ["#1c2733", 2]]) {
      pen.strokeStyle = style;
      pen.lineWidth = width;
      pen.beginPath();
      pen.arc(x, y, 8, 0, 7);
      pen.stroke();
    }
  }
}

export const MARKS = "●■▲◆▼⬢"; // as text, in the order of `mark`

/** A mark per class: color is not the only difference. */
function mark(pen, x, y, r, kind) {
  const polygon = (corners, turn, reach) => {
    for (let k = 0; k < corners; k++) {
      const angle = turn + (2 * Math.PI * k) / corners;
      pen.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
    }
    pen.closePath();
  };
  if (kind === 1) return polygon(4, Math.PI / 4, r * 1.3);
  if (kind === 2) return polygon(3, -Math.PI / 2, r * 1.5);
  if (kind === 3) return polygon(4, 0, r * 1.4);
  if (kind === 4) return polygon(3, Math.PI / 2, r * 1.5);
  if (kind === 5) return polygon(6, 0, r * 1.2);
  pen.arc(x, y, r, 0, 7);
}

/** Round numbers within an interval, about so many. */
export function ticks(low, high, about) {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}
