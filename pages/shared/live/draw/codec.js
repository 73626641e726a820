// Drawings as texts, as core/data/drawings.py has them; the texts that come from there have been checked.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Map([...ALPHABET].map((letter, value) => [letter, value]));

export const PLACES = 1000; // steps of the grid of points
export const LEVELS = 4000; // steps of the values of a curve
export const SIDE = 28; // pixels of a digit
export const BRIGHTEST = 51; // letter of a white pixel

function letters(code, count) {
  let text = "";
  for (let place = count - 1; place >= 0; place--) text += ALPHABET[(code >> (6 * place)) & 63];
  return text;
}

function codes(text, count) {
  const found = [];
  for (let k = 0; k < text.length; k += count)
    found.push([...text.slice(k, k + count)].reduce((sum, letter) => 64 * sum + VALUE.get(letter), 0));
  return found;
}

/** Rows `[x, y, label]` of whole numbers; x and y count steps of the grid, from the lower left. */
export const encodePoints = (rows) => rows.map(([x, y, label]) => letters((label << 20) | (x << 10) | y, 4)).join("");

export const decodePoints = (text) => codes(text, 4).map((code) => [(code >> 10) & 1023, code & 1023, code >> 20]);

/** Values of a curve, counted in steps of its range. */
export const encodeCurve = (steps) => steps.map((step) => letters(step, 2)).join("");

export const decodeCurve = (text) => codes(text, 2);

/** Levels 0 to 51 of the pixels of a digit, row by row from the top. */
export function encodeDigit(levels) {
  if (levels.every((level) => level === 0)) return "";
  let text = "";
  for (let start = 0, end; start < levels.length; start = end) {
    for (end = start + 1; end < levels.length && levels[end] === levels[start]; ) end++;
    const letter = ALPHABET[levels[start]];
    text += end - start < 3 ? letter.repeat(end - start) : `${end - start}${letter}`;
  }
  return text;
}

export function decodeDigit(text) {
  const levels = new Uint8Array(SIDE * SIDE);
  let at = 0;
  for (const [, length, letter] of text.matchAll(/(\d*)([A-Za-z])/g)) {
    const end = at + Number(length || 1);
    levels.fill(VALUE.get(letter), at, end);
    at = end;
  }
  return levels;
}
