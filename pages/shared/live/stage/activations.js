// Activations twice: exact for one number, and fast for millions, from tables of cubic pieces exact to 1e-9.

const CELLS = 64; // pieces per unit of the argument

/** The distribution function of the standard normal, by a series that adds positive terms only. */
function normal(x) {
  if (Math.abs(x) > 9) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) sum += term *= (x * x) / k;
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/** By the names that core gives them, in small letters without spaces. */
export const EXACT = {
  relu: (x) => (x < 0 ? 0 : x),
  leakyrelu: (x) => (x < 0 ? 0.01 * x : x),
  elu: (x) => (x < 0 ? Math.expm1(x) : x),
  gelu: (x) => x * normal(x),
  silu: (x) => x * sigmoid(x),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  tanh: Math.tanh,
  sigmoid,
  sine: Math.sin,
  linear: (x) => x,
  softmax: (x) => x, // of all outputs together: see network.js
};

/** Above and below the table a function is a constant or the argument itself. */
const TABLES = {
  tanh: { low: -20, high: 20, below: () => -1, above: () => 1 },
  sigmoid: { low: -36, high: 36, below: () => 0, above: () => 1 },
  elu: { low: -36, high: 0, below: () => -1, above: (x) => x },
  gelu: { low: -9, high: 9, below: () => 0, above: (x) => x },
  silu: { low: -40, high: 40, below: () => 0, above: (x) => x },
  softplus: { low: -36, high: 36, below: () => 0, above: (x) => x },
};

export const plainName = (name) => name.toLowerCase().replace(/[^a-z]/g, "").replace("sinus", "sine");

const made = {};

/** `apply(values, from, to)` replaces numbers by their activation; NaN stays NaN. */
export function fast(name) {
  return (made[name] ??= TABLES[name] ? tabulated(EXACT[name], TABLES[name]) : direct(name));
}

function direct(name) {
  switch (name) {
    case "relu":
      return (v, from, to) => {
        for (let k = from; k < to; k++) if (v[k] < 0) v[k] = 0;
      };
    case "leakyrelu":
      return (v, from, to) => {
        for (let k = from; k < to; k++) if (v[k] < 0) v[k] *= 0.01;
      };
    case "sine":
      return periodic();
    default:
      return () => {};
  }
}

/** Coefficients of Hermite's cubic on every cell: value and slope are met at both ends. */
function pieces(f, low, count, width) {
  const table = new Float64Array(4 * count);
  const slope = (x) => (f(x + 1e-5) - f(x - 1e-5)) / 2e-5;
  for (let cell = 0; cell < count; cell++) {
    const start = low + cell * width;
    const [f0, f1] = [f(start), f(start + width)];
    const [d0, d1] = [slope(start) * width, slope(start + width) * width];
    table.set([f0, d0, 3 * (f1 - f0) - 2 * d0 - d1, 2 * (f0 - f1) + d0 + d1], 4 * cell);
  }
  return table;
}

function tabulated(f, { low, high, below, above }) {
  const smooth = high === 0 ? Math.expm1 : f; // a kink at the end has no slope
  const table = pieces(smooth, low, (high - low) * CELLS, 1 / CELLS);
  const [under, constant] = [below(0), above(2) === above(1)];
  const over = above(1);
  return (v, from, to) => {
    for (let k = from; k < to; k++) {
      const x = v[k];
      if (x <= low) v[k] = under;
      else if (x >= high) v[k] = constant ? over : x;
      else {
        const place = (x - low) * CELLS;
        const cell = place | 0;
        const t = place - cell;
        const j = cell << 2;
        v[k] = table[j] + t * (table[j + 1] + t * (table[j + 2] + t * table[j + 3]));
      }
    }
  };
}

function periodic() {
  const count = 512;
  const table = pieces(Math.sin, 0, count, (2 * Math.PI) / count);
  const turns = 1 / (2 * Math.PI);
  return (v, from, to) => {
    for (let k = from; k < to; k++) {
      const turn = v[k] * turns;
      const place = (turn - Math.floor(turn)) * count;
      const cell = place | 0;
      const t = place - cell;
      const j = (cell & (count - 1)) << 2;
      v[k] = table[j] + t * (table[j + 1] + t * (table[j + 2] + t * table[j + 3]));
    }
  };
}
