// Reads a message of core: its length, a header of names, and typed arrays that are views of the message itself.

const TYPES = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  i2: Int16Array,
  u2: Uint16Array,
  i1: Int8Array,
  u1: Uint8Array,
};

/** `[text, rest]`: the header as it came, and the bytes behind it. The bytes begin at an aligned address. */
export function split(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return [new TextDecoder().decode(bytes.subarray(4, 4 + length)), bytes.subarray(4 + length)];
}

/** The array of one entry of the header's `arrays`. */
export function arrayOf(bytes, [type, shape, place]) {
  const length = shape.reduce((product, size) => product * size, 1);
  return new TYPES[type](bytes.buffer, bytes.byteOffset + place, length);
}
