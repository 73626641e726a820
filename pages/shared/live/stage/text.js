// Numbers and sentences as a reader sees them.

const DIGITS = "₀₁₂₃₄₅₆₇₈₉";

/** A number with so many significant digits, a real minus, and no more zeros than it needs. */
export function shown(value, digits = 4) {
  if (value === undefined || value === null) return "–";
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(digits - 2) : value.toPrecision(digits);
  const plain = text.includes("e") ? text : String(Number(text));
  return plain.replaceAll("-", "−");
}

/** The same with a fixed number of decimals, for columns. */
export function fixed(value, decimals = 3) {
  if (!Number.isFinite(value)) return shown(value);
  if (Math.abs(value) >= 1e5) return shown(value);
  return value.toFixed(decimals).replace("-", "−");
}

/** The sentence with its «placeholders» filled in. */
export const filled = (text, values) => text.replace(/«(\w+)(?::[^»]+)?»/g, (_, name) => values[name]);

export const below = (number) => [...String(number)].map((digit) => DIGITS[digit] ?? digit).join("");

/** The number of a typed text, or undefined. */
export function number(text) {
  const plain = text.normalize("NFKC").trim().replace("−", "-").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}
