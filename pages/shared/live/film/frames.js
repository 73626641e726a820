// The frames of a film: for each property that changes its value at a frame, as Plotly takes it.

import { arrayOf } from "../message.js";

const MISSING = 255; // the code of a gap among levels
const EASY = /^(shapes|images|annotations|title)$/; // parts of the layout that change without the rest drawn anew

export class Frames {
  constructor({ count, labels, changes, arrays }, bytes) {
    const array = (name) => name && { flat: arrayOf(bytes, arrays[name]), shape: arrays[name][1] };
    this.count = count;
    this.labels = labels;
    this.changes = changes.map((change) => ({ ...change, array: array(change.array), lengths: array(change.lengths)?.flat, places: array(change.places)?.flat }));
    const ofLayout = changes.filter(({ path: [tree] }) => tree === "layout");
    this.layoutStays = ofLayout.every(({ path: [, part] }) => EASY.test(part));
    this.easy = this.layoutStays && ofLayout.length === changes.length;
    this.parts = [...new Set(ofLayout.map(({ path: [, part] }) => part))]; // of the layout, in which something changes
  }

  label(frame) {
    return this.labels[frame] ?? `${frame} / ${this.count - 1}`;
  }

  /** Those parts of the layout in which something changes. */
  moved(layout) {
    return Object.fromEntries(this.parts.map((part) => [part, layout[part]]));
  }

  /** The figure at a frame; what does not change is shared with `{ data, layout }`. */
  at(frame, { data, layout }) {
    const tree = { data, layout };
    return this.changes.reduce((figure, change) => placed(figure, change.path, valueOf(change, frame)), tree);
  }
}

/** A copy along the path, with the value at its end. */
function placed(tree, [step, ...rest], value) {
  const copy = Array.isArray(tree) ? [...tree] : { ...tree };
  copy[step] = rest.length ? placed(copy[step], rest, value) : value;
  return copy;
}

function valueOf({ path, array, lengths, places, values, low, high }, frame) {
  if (values) return structuredClone(values[frame]);
  const inner = array.shape.slice(1);
  const stride = inner.reduce((product, size) => product * size, 1);
  if (lengths) return nested(array.flat.subarray(0, lengths[frame] * stride), [lengths[frame], ...inner]);
  let flat = places ? between(array.flat, stride, places[frame]) : array.flat.subarray(frame * stride, (frame + 1) * stride);
  if (low !== undefined) flat = Float32Array.from(flat, (code) => (code === MISSING ? NaN : low + (code / (MISSING - 1)) * (high - low)));
  if (inner.length === 0) return Number.isFinite(flat[0]) ? flat[0] : null;
  return path[0] === "layout" ? Array.from(flat) : nested(flat, inner);
}

/** The numbers at a place between two stages of `stride` numbers each. */
function between(flat, stride, place) {
  const stage = Math.floor(place);
  const one = flat.subarray(stage * stride, (stage + 1) * stride);
  if (place === stage) return one;
  return Float64Array.from(one, (value, k) => value + (place - stage) * (flat[(stage + 1) * stride + k] - value));
}

/** Rows of rows of views, as Plotly takes what has several axes. */
function nested(flat, [size, ...inner]) {
  if (inner.length === 0) return flat;
  const stride = size ? flat.length / size : 0;
  return Array.from({ length: size }, (_, k) => nested(flat.subarray(k * stride, (k + 1) * stride), inner));
}
