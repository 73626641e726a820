// Values that a coordinate may take: a grid or what pixels can tell apart, within limits and in sight.

const clean = (value) => Number(value.toPrecision(12)); // 0.30000000000000004 is 0.3
const HUNDRED = 100; // keystrokes over the width of a figure, roughly

export class Grid {
  #anchor;
  #end; // of what is in sight and allowed

  /** `limits` may hold nulls; `seen` are the ends of what is in sight; a pixel is worth `grain`. */
  constructor({ limits: [low, high], snap, seen, grain, log = false }) {
    this.low = Math.max(low ?? -Infinity, seen[0]);
    this.high = Math.min(high ?? Infinity, seen[1]);
    this.#end = { low: low ?? -Infinity, high: high ?? Infinity };
    Object.assign(this, { snap, grain, log });
    this.#anchor = low ?? 0;
    this.seen = seen;
  }

  /** The nearest value that may be. */
  snapped(value) {
    if (this.snap) return this.#onGrid(value);
    const near = this.log ? Number(value.toPrecision(3)) : this.#rounded(value);
    return Math.min(this.high, Math.max(this.low, near));
  }

  /** The value some keystrokes away. */
  stepped(value, times) {
    if (this.snap) return this.#onGrid(clean(value + times * this.snap));
    if (this.log) return this.snapped(10 ** (Math.log10(value) + times * this.#step));
    return this.snapped(value + times * this.#step);
  }

  /** The power of ten nearest to what a pixel is worth, or the grid: what a text of a value tells. */
  get resolution() {
    return this.snap || 10 ** Math.round(Math.log10(this.grain));
  }

  #onGrid(value) {
    const { snap, low, high } = this;
    const at = (k) => clean(this.#anchor + k * snap);
    const place = (v) => (v - this.#anchor) / snap;
    if (value >= high) return high === this.#end.high ? high : at(Math.floor(place(high)));
    if (value <= low) return low === this.#end.low ? low : at(Math.ceil(place(low)));
    return Math.min(high, Math.max(low, at(Math.round(place(value)))));
  }

  /** The power of ten that a pixel reaches. */
  get #digit() {
    return 10 ** Math.floor(Math.log10(this.grain));
  }

  #rounded(value) {
    return clean(Math.round(value / this.#digit) * this.#digit);
  }

  /** 1, 2 or 5 times a power of ten: about a hundredth of what is in sight. */
  get #step() {
    const [from, to] = this.log ? this.seen.map(Math.log10) : this.seen;
    const wide = (to - from) / HUNDRED;
    const power = 10 ** Math.floor(Math.log10(wide));
    return power * [1, 2, 5, 10].reduce((best, m) => (Math.abs(m * power - wide) < Math.abs(best * power - wide) ? m : best));
  }
}
