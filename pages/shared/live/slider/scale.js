// From values to places on the track and back, and from values to text and back.

const clean = (value) => Number(value.toPrecision(12)); // 0.30000000000000004 is 0.3

/** Linear with a grid of `step`, or logarithmic with values two digits long. */
export class Scale {
  constructor({ low, high, step, log, integer }) {
    Object.assign(this, { low, high, step, log, integer });
  }

  toTrack(value) {
    return this.log ? Math.log10(value) : value;
  }

  /** The nearest value of the grid to a place on the track; the ends are always reached. */
  fromTrack(place) {
    const { low, high } = this;
    if (place <= this.toTrack(low)) return low;
    if (place >= this.toTrack(high)) return high;
    return this.snapped(this.log ? 10 ** place : place);
  }

  snapped(value) {
    const { low, high, step } = this;
    let near = this.log ? Number(value.toPrecision(2)) : clean(low + Math.round((value - low) / step) * step);
    if (this.integer) near = Math.round(near);
    return Math.min(high, Math.max(low, near));
  }

  /** The value some keystrokes away: grid steps, or hundredths of a logarithmic track. */
  stepped(value, steps) {
    const { low, high, step, integer } = this;
    if (!this.log) return Math.min(high, Math.max(low, this.snapped(value + steps * step)));
    const hundredth = (this.toTrack(high) - this.toTrack(low)) / 100;
    const far = this.snapped(10 ** (Math.log10(value) + steps * hundredth));
    if (far !== value) return far;
    const digit = integer ? 1 : 10 ** (Math.floor(Math.log10(value)) - 1);
    return Math.min(high, Math.max(low, clean(value + Math.sign(steps) * digit)));
  }
}

/** The text of a value: as many decimals as the step has, more only if the value has more. */
export function formatted(value, { step, log, integer }) {
  if (integer) return String(value);
  const plain = String(clean(value));
  if (log || plain.includes("e")) return plain;
  const decimals = (text) => (text.includes(".") ? text.split(".")[1].length : 0);
  return decimals(plain) > decimals(String(clean(step))) ? plain : value.toFixed(decimals(String(clean(step))));
}

/** The value of a typed text, or undefined where it is no number of the domain. */
export function parsed(text, { low, high, integer }) {
  const plain = text.normalize("NFKC").trim().replace("−", "-").replace(",", ".");
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return undefined;
  const value = Number(plain);
  if (!(value >= low && value <= high) || (integer && !Number.isInteger(value))) return undefined;
  return value;
}
