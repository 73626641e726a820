// Evaluates a multilayer perceptron for many points at once: what every unit says at every point.

import { EXACT, fast, plainName } from "./activations.js";

const CHUNK = 250; // points at a time: two layers of eight units stay in the first-level cache

/** Features of the plane, by the names of core; `reach` is the largest within ±r. */
export const FEATURES = {
  x1: { of: (x) => x, reach: (r) => r, sign: "x₁" },
  x2: { of: (x, y) => y, reach: (r) => r, sign: "x₂" },
  x1_squared: { of: (x) => x * x, reach: (r) => r * r, sign: "x₁²" },
  x2_squared: { of: (x, y) => y * y, reach: (r) => r * r, sign: "x₂²" },
  x1_times_x2: { of: (x, y) => x * y, reach: (r) => r * r, sign: "x₁x₂" },
  sin_x1: { of: (x) => Math.sin(x), reach: () => 1, sign: "sin x₁" },
  sin_x2: { of: (x, y) => Math.sin(y), reach: () => 1, sign: "sin x₂" },
};

export class Network {
  constructor({ inputs, sizes, activations, weights_at, biases_at }) {
    Object.assign(this, { inputs, sizes, weightsAt: weights_at, biasesAt: biases_at });
    this.activations = activations.map(plainName);
    this.functions = this.activations.map(fast);
    this.starts = [0];
    for (const size of sizes) this.starts.push(this.starts.at(-1) + size);
    this.unitCount = this.starts.pop();
    this.outputStart = this.starts.at(-1);
    this.outputCount = sizes.at(-1);
    this.products = sizes.slice(1).reduce((sum, size, k) => sum + size * sizes[k], 0);
  }

  /** The place of a unit among all, inputs first. */
  place(layer, unit) {
    return this.starts[layer] + unit;
  }

  /** Room for the values of all units at some points, with the inputs filled in. */
  block(xs, ys) {
    const count = xs.length;
    const values = new Float64Array(this.unitCount * count);
    this.inputs.forEach((name, input) => {
      const { of } = FEATURES[name];
      for (let k = 0; k < count; k++) values[input * count + k] = of(xs[k], ys[k]);
    });
    return { count, values };
  }

  /** Fills a block with the values of all units. */
  evaluate(block, parameters, norms) {
    const p = Float64Array.from(parameters); // one type of array keeps the inner loops fast
    for (let from = 0; from < block.count; from += CHUNK) {
      const to = Math.min(from + CHUNK, block.count);
      for (let layer = 1; layer < this.sizes.length; layer++) this.#layer(block, p, norms, layer, from, to);
    }
    if (this.activations.at(-1) === "softmax") this.#softmax(block);
    return block;
  }

  #layer({ values, count }, p, norms, layer, from, to) {
    const incoming = this.sizes[layer - 1];
    const source = this.starts[layer - 1] * count;
    const activate = this.functions[layer - 1];
    for (let unit = 0; unit < this.sizes[layer]; unit++) {
      const start = (this.starts[layer] + unit) * count;
      sums(values, p, this.weightsAt[layer - 1] + unit * incoming, incoming, p[this.biasesAt[layer - 1] + unit],
        source, count, start, from, to); // prettier-ignore
      if (norms) normalize(values, norms, this.starts[layer] + unit - this.sizes[0], start + from, start + to);
      activate(values, start + from, start + to);
    }
  }

  #softmax({ values, count }) {
    const first = this.outputStart * count;
    for (let k = first; k < first + count; k++) {
      let highest = -Infinity;
      let total = 0;
      for (let j = 0; j < this.outputCount; j++) highest = Math.max(highest, values[k + j * count]);
      for (let j = 0; j < this.outputCount; j++) total += values[k + j * count] = Math.exp(values[k + j * count] - highest);
      for (let j = 0; j < this.outputCount; j++) values[k + j * count] /= total;
    }
  }

  /** How one unit comes to its value from the values of all units at a point: terms, bias, sum and value, exactly. */
  explain(values, parameters, norms, layer, unit) {
    const incoming = this.sizes[layer - 1];
    const source = this.starts[layer - 1];
    const place = this.weightsAt[layer - 1] + unit * incoming;
    const terms = Array.from({ length: incoming }, (_, input) => {
      const [weight, value] = [parameters[place + input], values[source + input]];
      return { input, weight, value, product: weight * value };
    });
    const bias = parameters[this.biasesAt[layer - 1] + unit];
    const plain = terms.reduce((sum, { product }) => sum + product, bias);
    const k = this.starts[layer] + unit - this.sizes[0];
    const sum = norms ? plain * norms.scales[k] + norms.shifts[k] : plain;
    const activation = this.activations[layer - 1];
    const value = activation === "softmax" ? values[this.place(layer, unit)] : EXACT[activation](sum);
    return { terms, bias, plain, sum, activation, value, normalized: Boolean(norms) };
  }
}

/** sums[k] = bias + Σ weight·input[k], four inputs in one pass over the points. */
function sums(values, p, weights, incoming, bias, source, count, start, from, to) {
  const end = start + to;
  let input = 0;
  if (incoming >= 4) {
    const [w0, w1, w2, w3] = [p[weights], p[weights + 1], p[weights + 2], p[weights + 3]];
    let a = source + from;
    let [b, c, d] = [a + count, a + 2 * count, a + 3 * count];
    for (let k = start + from; k < end; k++)
      values[k] = bias + w0 * values[a++] + w1 * values[b++] + w2 * values[c++] + w3 * values[d++];
    input = 4;
  } else values.fill(bias, start + from, end);
  for (; input + 4 <= incoming; input += 4) {
    const q = weights + input;
    const [w0, w1, w2, w3] = [p[q], p[q + 1], p[q + 2], p[q + 3]];
    let a = source + input * count + from;
    let [b, c, d] = [a + count, a + 2 * count, a + 3 * count];
    for (let k = start + from; k < end; k++)
      values[k] += w0 * values[a++] + w1 * values[b++] + w2 * values[c++] + w3 * values[d++];
  }
  for (; input < incoming; input++) {
    const w = p[weights + input];
    let a = source + input * count + from;
    for (let k = start + from; k < end; k++) values[k] += w * values[a++];
  }
}

function normalize(values, { scales, shifts }, unit, from, to) {
  const [scale, shift] = [scales[unit], shifts[unit]];
  for (let k = from; k < to; k++) values[k] = values[k] * scale + shift;
}

/** The points of a map: `side` × `side`, both edges included, the top row first. */
export function gridOf({ left, right, bottom, top }, side) {
  const xs = new Float64Array(side * side);
  const ys = new Float64Array(side * side);
  for (let k = 0; k < side * side; k++) {
    xs[k] = left + ((k % side) / (side - 1)) * (right - left);
    ys[k] = top - (Math.floor(k / side) / (side - 1)) * (top - bottom);
  }
  return [xs, ys];
}
