// Keeps what has not changed. Plotly draws anew whatever it is given anew, arrays of equal numbers too; given the very
// same arrays it passes over them. Where only shapes and pictures have moved it need not look at the rest at all.

import { hasMoved, sameBut } from "./curves.js";

const EASY = ["shapes", "images", "annotations", "title"]; // parts of a layout that change without the rest drawn anew
const TYPES = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  i2: Int16Array,
  i1: Int8Array,
  u1: Uint8Array,
  u2: Uint16Array,
};

/** One figure through all its versions. Plotly writes into what it is given: it gets copies, but of the arrays. */
export class Versions {
  #now = {};
  #decoded = new WeakMap();
  still = []; // for each trace whether it has stayed as it was, and the layout with it
  differ = []; // for each trace whether it differs from its forerunner
  layoutStays = false; // whether the layout differs in shapes, pictures, words and the title's text alone
  onlyMoved = false; // whether lines and dots have moved, parts of the layout maybe, and no more
  movedParts = []; // which of these parts of the layout differ from their forerunners

  /** Takes the next version. */
  next(figure) {
    const before = this.#now;
    this.#now = shared(before, figure);
    const { data, layout } = this.#now;
    this.differ = data.map((source, k) => source !== before.data?.[k]);
    this.still = this.differ.map((differs) => !differs && layout === before.layout);
    const titles = sameBut(["text"], layout.title ?? {}, before.layout?.title ?? {});
    this.layoutStays = titles && sameBut(EASY, layout, before.layout);
    this.movedParts = EASY.filter((part) => layout[part] !== before.layout?.[part]);
    const asMany = data.length === before.data?.length;
    this.onlyMoved = this.layoutStays && asMany && data.every((source, k) => hasMoved(source, before.data[k]));
  }

  /** Every array in the traces that equals its forerunner is its forerunner. */
  get traces() {
    return this.#now.data.map((source) => ({ ...this.#arraysOf(source) }));
  }

  get layout() {
    return structuredClone(this.#now.layout);
  }

  get shapes() {
    return structuredClone(this.#now.layout.shapes ?? []);
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
  if (ArrayBuffer.isView(old) || ArrayBuffer.isView(fresh)) return equalNumbers(old, fresh) ? old : fresh;
  const result = mapped(fresh, (item, key) => shared(old[key], item));
  const keys = Object.keys(fresh);
  const same = keys.length === Object.keys(old).length && keys.every((key) => old[key] === result[key]);
  return same ? old : result;
}

const equalNumbers = (old, fresh) =>
  old.constructor === fresh.constructor && old.length === fresh.length && fresh.every((one, k) => Object.is(one, old[k]));

const isTree = (value) => value !== null && typeof value === "object";

const mapped = (tree, change) =>
  Array.isArray(tree)
    ? tree.map(change)
    : Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, change(item, key)]));

/** Numbers from `{dtype, bdata, shape}`: base64 of a typed array, row by row where it has two axes. */
export function unpacked({ dtype, bdata, shape }) {
  const text = atob(bdata);
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < text.length; k++) bytes[k] = text.charCodeAt(k); // half as long as `from` takes
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
