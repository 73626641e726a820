// Where the numbers of two axes lie on the screen, read from Plotly as it draws them now.

/** The plane of two axes such as `["x", "y2"]`; undefined where the figure has none, or they have no numbers. */
export function planeOf(plot, [horizontal, vertical]) {
  const layout = plot._fullLayout;
  const x = layout?.[`xaxis${horizontal.slice(1)}`];
  const y = layout?.[`yaxis${vertical.slice(1)}`];
  const numbers = (axis) => (axis?.type === "linear" || axis?.type === "log") && axis._length > 0;
  return numbers(x) && numbers(y) ? new Plane(new Ruler(x), new Ruler(y)) : undefined;
}

class Plane {
  constructor(x, y) {
    Object.assign(this, { x, y });
  }

  /** Pixels from the figure's corner; NaN where a coordinate is none. */
  pixels([x, y]) {
    return [this.x.pixel(x), this.y.pixel(y)];
  }

  values([left, top]) {
    return [this.x.value(left), this.y.value(top)];
  }

  /** The nearest pixels inside the plane. */
  within([left, top]) {
    return [this.x.within(left), this.y.within(top)];
  }

  holds([left, top]) {
    return this.x.holds(left) && this.y.holds(top);
  }
}

/** One axis. */
class Ruler {
  constructor(axis) {
    this.log = axis.type === "log";
    this.offset = axis._offset;
    this.length = axis._length;
    [this.from, this.to] = axis.range.map(Number); // at pixel 0 and at the last; exponents where it is logarithmic
    this.upwards = axis._id.startsWith("y");
  }

  pixel(value) {
    if (value === null || value === undefined) return NaN;
    const share = ((this.log ? Math.log10(value) : value) - this.from) / (this.to - this.from);
    return this.offset + this.length * (this.upwards ? 1 - share : share);
  }

  value(pixel) {
    const share = (pixel - this.offset) / this.length;
    const linear = this.from + (this.to - this.from) * (this.upwards ? 1 - share : share);
    return this.log ? 10 ** linear : linear;
  }

  within(pixel) {
    return Math.min(this.offset + this.length, Math.max(this.offset, pixel));
  }

  holds(pixel) {
    return pixel >= this.offset - 1 && pixel <= this.offset + this.length + 1;
  }

  /** The values at both ends, ascending. */
  get ends() {
    const ends = [this.from, this.to].sort((a, b) => a - b);
    return this.log ? ends.map((end) => 10 ** end) : ends;
  }

  /** What a pixel is worth: a difference, or where it is logarithmic a difference of exponents. */
  get grain() {
    return Math.abs(this.to - this.from) / this.length;
  }
}
