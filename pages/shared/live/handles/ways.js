// The ways a handle moves: freely, along an axis or a curve, on a line, on a circle. Each knows the place nearest to a
// pixel, and the place some keystrokes away. All but the pixels are numbers of the figure's axes.

import { formatted } from "../slider/scale.js";
import { Grid } from "./grid.js";

const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const LARGE = 10; // steps with Shift, or a page key

/** How often a key moves by a step in x and y, or undefined where it is no such key. */
export function stepsOf({ key, shiftKey }) {
  if (key === "PageUp") return [0, LARGE];
  if (key === "PageDown") return [0, -LARGE];
  return KEYS[key]?.map((times) => (shiftKey ? LARGE * times : times));
}

/** The way of a handle in a plane of a plot. */
export function wayOf(handle, plane, plot) {
  if (handle.circle) return new OnCircle(handle, plane);
  if (handle.line) return new OnLine(handle, plane);
  if (handle.along) return new AlongAxis(handle, plane, plot);
  return new Free(handle, plane);
}

/** The grids of both coordinates. */
export function gridsOf({ limits, snap }, { x, y }) {
  const grid = (ruler, ends, step) =>
    new Grid({ limits: ends, snap: step, seen: ruler.ends, grain: ruler.grain, log: ruler.log });
  return [grid(x, limits.slice(0, 2), snap[0]), grid(y, limits.slice(2), snap[1])];
}

/** The texts of a place, with as many decimals as a grid has or pixels can tell apart; off a grid one more. */
export const textOf = (place, grids) => ({ x: textAt(place[0], grids[0]), y: textAt(place[1], grids[1]) });

function textAt(value, { snap, resolution, log }) {
  if (log && !snap) return signed(String(Number(value.toPrecision(4))));
  const fine = snap ? 10 ** (Math.floor(Math.log10(snap)) - 1) : resolution;
  return signed(formatted(Math.round(value / fine) * fine, { step: resolution }));
}

const signed = (text) => text.replace("-", "−");

class Way {
  /** `snap` are the grids of x and y, unless the handle's grid is of something else. */
  constructor(handle, plane, snap = handle.snap) {
    Object.assign(this, { handle, plane });
    this.grids = gridsOf({ limits: handle.limits, snap }, plane);
  }

  /** Texts of a place for the label and the screen reader. */
  text(place) {
    return textOf(place, this.grids);
  }
}

class Free extends Way {
  kind = "place";

  near(pixels) {
    const values = this.plane.values(this.plane.within(pixels));
    return values.map((value, k) => this.grids[k].snapped(value));
  }

  stepped(place, steps) {
    return place.map((value, k) => (steps[k] ? this.grids[k].stepped(value, steps[k]) : value));
  }

  end() {}

  get range() {
    return [this.grids[0].low, this.grids[0].high];
  }

  now(place) {
    return place[0];
  }
}

/** The sum of the keys of both directions moves in one. */
class InOneDirection extends Way {
  stepped(place, [right, up]) {
    return this.at(this.grid.stepped(this.now(place), right + up)) ?? place;
  }

  /** The place at the lower or upper end. */
  end(high) {
    return this.at(high ? this.grid.high : this.grid.low);
  }

  get range() {
    return [this.grid.low, this.grid.high];
  }
}

class AlongAxis extends InOneDirection {
  constructor(handle, plane, plot) {
    super(handle, plane);
    this.axis = handle.along === "x" ? 0 : 1;
    this.kind = `along_${handle.along}`;
    this.grid = this.grids[this.axis];
    if (handle.curve === null) return;
    const { x, y } = plot.data[handle.curve];
    [this.free, this.bound] = this.axis === 0 ? [x, y] : [y, x];
    this.grid.low = Math.max(this.grid.low, least(this.free, Math.min));
    this.grid.high = Math.min(this.grid.high, least(this.free, Math.max));
    this.kind = "place";
  }

  near(pixels) {
    return this.at(this.grid.snapped(this.plane.values(this.plane.within(pixels))[this.axis]));
  }

  /** The place with the coordinate that moves; undefined where the curve has a gap. */
  at(value) {
    const fixed = this.axis === 0 ? this.handle.y : this.handle.x;
    const other = this.free === undefined ? fixed : between(this.free, this.bound, value);
    if (!Number.isFinite(other)) return undefined;
    return this.axis === 0 ? [value, other] : [other, value];
  }

  now(place) {
    return place[this.axis];
  }
}

class OnLine extends InOneDirection {
  kind = "place";

  constructor(handle, plane) {
    super(handle, plane, [null, null]);
    [this.start, this.finish] = handle.line;
    this.way = [0, 1].map((k) => this.finish[k] - this.start[k]);
    this.length = Math.hypot(...this.way);
    const ends = [0, 1].map((k) => this.#ends(k));
    const limits = [Math.max(ends[0][0], ends[1][0]), Math.min(ends[0][1], ends[1][1])];
    const [from, to] = [this.start, this.finish].map((place) => plane.pixels(place));
    this.pixels = [0, 1].map((k) => to[k] - from[k]);
    this.from = from;
    const grain = this.length / Math.hypot(...this.pixels);
    this.grid = new Grid({ limits: [0, null], snap: handle.snap[0], seen: limits, grain });
    this.grid.low = limits[0]; // also before the first point, from which the grid counts
  }

  /** The distances from the first point between which a coordinate is allowed and in sight. */
  #ends(k) {
    const { low, high } = this.grids[k];
    if (this.way[k] === 0) return [-Infinity, Infinity];
    const ends = [low, high].map((end) => ((end - this.start[k]) / this.way[k]) * this.length);
    return ends.sort((a, b) => a - b);
  }

  near(pixels) {
    const [x, y] = this.pixels;
    const share = ((pixels[0] - this.from[0]) * x + (pixels[1] - this.from[1]) * y) / (x * x + y * y);
    return this.at(this.grid.snapped(share * this.length));
  }

  at(distance) {
    return this.start.map((value, k) => Number((value + (distance / this.length) * this.way[k]).toPrecision(10)));
  }

  now(place) {
    return place.reduce((sum, value, k) => sum + (value - this.start[k]) * this.way[k], 0) / this.length;
  }

  /** Right is where x grows, up is where y grows. */
  stepped(place, [right, up]) {
    const [x, y] = this.way.map(Math.sign);
    const steps = right ? right * (x || y) : up * (y || x);
    return this.at(this.grid.stepped(this.now(place), steps));
  }
}

class OnCircle extends InOneDirection {
  kind = "angle";

  constructor(handle, plane) {
    super(handle, plane, [null, null]);
    [this.x, this.y, this.radius] = handle.circle;
    const [low, high] = handle.arc;
    const around = plane.x.grain ? this.radius / plane.x.grain : 1; // pixels
    this.grid = new Grid({ limits: [low, high], snap: handle.snap[0], seen: [low, high], grain: 57 / around });
    this.turn = high - low >= 360;
  }

  near(pixels) {
    const [x, y] = this.plane.values(pixels);
    if (x === this.x && y === this.y) return undefined;
    return this.at(this.grid.snapped(this.#onArc((Math.atan2(y - this.y, x - this.x) * 180) / Math.PI)));
  }

  /** The angle turned into the arc; outside of it, its nearer end. */
  #onArc(angle) {
    const { low, high } = this.grid;
    const turned = low + ((((angle - low) % 360) + 360) % 360);
    if (turned <= high) return turned;
    return turned - high < low + 360 - turned ? high : low;
  }

  /** Once around, it goes on. */
  stepped(place, [right, up]) {
    const { low, high } = this.grid;
    const now = this.now(place);
    const steps = right + up;
    if (this.turn && steps > 0 && this.grid.stepped(now, steps) >= high) return this.at(low);
    if (this.turn && steps < 0 && now === low) return this.at(this.grid.stepped(high, steps));
    return this.at(this.grid.stepped(now, steps));
  }

  at(degrees) {
    const angle = (degrees * Math.PI) / 180;
    return [this.x + this.radius * Math.cos(angle), this.y + this.radius * Math.sin(angle)];
  }

  now([x, y]) {
    const angle = this.#onArc((Math.atan2(y - this.y, x - this.x) * 180) / Math.PI);
    return Number(angle.toPrecision(12));
  }

  end(high) {
    return this.turn ? undefined : super.end(high);
  }

  text(place) {
    return { ...super.text(place), angle: textAt(this.now(place), this.grid) };
  }
}

const least = (values, choose) => [...values].filter(Number.isFinite).reduce((best, value) => choose(best, value));

/** The other coordinate of the first segment over `value`; NaN where there is none. */
function between(free, bound, value) {
  const number = (item) => item ?? NaN;
  for (let k = 0; k + 1 < free.length; k++) {
    const [before, after] = [number(free[k]), number(free[k + 1])];
    if (!((before - value) * (after - value) <= 0)) continue;
    const share = before === after ? 0 : (value - before) / (after - before);
    return number(bound[k]) + share * (number(bound[k + 1]) - number(bound[k]));
  }
  return NaN;
}
