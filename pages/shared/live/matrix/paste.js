// Reads a matrix from a text: a spreadsheet's cells, NumPy's or MATLAB's notation, or plain rows of numbers.

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const LONGEST = 5000; // characters
const INNERMOST = /\[([^[\]]*)\]/g;

/** Whether a text holds more than one number, and is thus not meant for one cell. */
export const holdsSeveral = (text) => /[\s;[\](]/.test(text.trim()) || /,.*,/.test(text) || /,\s/.test(text);

/**
 * `{ rows }` of numbers, or `{ wrong, ... }`: "empty", "long", "blank" (a cell), "number" with the text `got`, or
 * "ragged" with the lengths `first` and `other`. A comma between digits may part numbers or begin decimals; the reading that `fits` wins.
 */
export function readMatrix(text, fits = () => true) {
  if (text.length > LONGEST) return { wrong: "long" };
  const plain = text.normalize("NFKC").replaceAll("−", "-").replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const rows = rowsOf(plain);
  if (rows.length === 0) return { wrong: "empty" };
  const mayBeDecimal = plain.includes(",") && !/[[(]/.test(plain);
  const readings = [parted(rows), mayBeDecimal && decimal(rows)].filter(Boolean).map(numbers);
  if (rows.some((row) => row.includes("\t"))) readings.reverse(); // a spreadsheet parts by tabs
  return readings.find((read) => read.rows && fits(read.rows)) ?? readings.find((read) => read.rows) ?? readings[0];
}

/** The texts of the rows: the innermost brackets, or the lines and what semicolons part. */
function rowsOf(text) {
  const bare = text
    .replaceAll("(", "[").replaceAll(")", "]")
    .replace(/,\s*(dtype|device)\s*=[^\]]*/g, "")
    .replace(/[\w.]*[a-z_]\w*\s*(?=\[)/gi, ""); // array[, np.array[, torch.tensor[
  const inner = [...bare.matchAll(INNERMOST)].map((found) => found[1]);
  const rows = inner.length > 1 ? inner.map((row) => row.replaceAll("\n", " ")) : (inner[0] ?? bare).split(/[;\n]/);
  const kept = rows.map((row) => row.replace(/^ +| +$/g, ""));
  return inner.length > 1 ? kept : kept.filter((row) => row.trim() !== "");
}

/** Tabs, commas and spaces part the numbers of a row. */
const parted = (rows) => rows.map((row) => row.replace(/,\s*$/, "").split(row.includes("\t") ? "\t" : /\s*,\s*|\s+/));

/** Tabs or spaces part the numbers, and commas begin the decimals; null where that cannot be meant. */
function decimal(rows) {
  const cells = rows.map((row) => row.split(row.includes("\t") ? "\t" : /\s+/));
  return cells.flat().every((cell) => /^\s*[+-]?\d*(,\d+)?(e[+-]?\d+)?\s*$/i.test(cell))
    ? cells.map((row) => row.map((cell) => cell.replace(",", ".")))
    : null;
}

function numbers(rows) {
  const texts = rows.map((row) => row.map((cell) => cell.trim()));
  const got = texts.flat().find((cell) => !NUMBER.test(cell) || !Number.isFinite(Number(cell)));
  if (got === "") return { wrong: "blank" };
  if (got !== undefined) return { wrong: "number", got: got.slice(0, 20) };
  const other = texts.find((row) => row.length !== texts[0].length);
  if (other) return { wrong: "ragged", first: texts[0].length, other: other.length };
  return { rows: texts.map((row) => row.map(Number)) };
}
