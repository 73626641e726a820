// Keeps what has not changed. Plotly draws anew whatever it is given anew, arrays of equal numbers too; given the very
// same arrays it passes over them, and a moved line costs 2-5 ms instead of 10-25.

const TYPES = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  i2: Int16Array,
  i1: Int8Array,
  u1: Uint8Array,
  u2: Uint16Array,
};

/** The traces of one figure through all its versions. */
export class Traces {
  #sources = [];
  #decoded = new WeakMap();

  /** The new traces; every array in them that equals its forerunner is its forerunner. */
  next(sources) {
    this.#sources = shared(this.#sources, sources);
    return this.#sources.map((source) => ({ ...this.#arraysOf(source) })); // Plotly writes into traces
  }

  /** The source with typed arrays in place of their packed form. */
  #arraysOf(source) {
    if (source === null || typeof source !== "object") return source;
    let arrays = this.#decoded.get(source);
    if (arrays === undefined) {
      arrays = source.bdata === undefined ? mapped(source, (item) => this.#arraysOf(item)) : unpacked(source);
      this.#decoded.set(source, arrays);
    }
    return arrays;
  }
}

/** `fresh` with every part that equals the same part of `old` replaced by it. */
export function shared(old, fresh) {
  if (old === fresh || !isTree(old) || !isTree(fresh) || Array.isArray(old) !== Array.isArray(fresh)) return fresh;
  const result = mapped(fresh, (item, key) => shared(old[key], item));
  const keys = Object.keys(fresh);
  const same = keys.length === Object.keys(old).length && keys.every((key) => old[key] === result[key]);
  return same ? old : result;
}

const isTree = (value) => value !== null && typeof value === "object";

const mapped = (tree, change) =>
  Array.isArray(tree)
    ? tree.map(change)
    : Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, change(item, key)]));

/** Numbers from `{dtype, bdata, shape}`: base64 of a typed array, row by row where it has two axes. */
function unpacked({ dtype, bdata, shape }) {
  const bytes = Uint8Array.from(atob(bdata), (letter) => letter.charCodeAt(0));
  const flat = new TYPES[dtype](bytes.buffer);
  if (shape === undefined) return flat;
  const sizes = String(shape).split(",").map(Number);
  return nested(flat, sizes);
}

function nested(flat, [size, ...inner]) {
  if (inner.length === 0) return flat;
  const stride = flat.length / size;
  return Array.from({ length: size }, (_, k) => nested(flat.subarray(k * stride, (k + 1) * stride), inner));
}
