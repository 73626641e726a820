// Colors: the theme's ink, the two colors of sign, one per class, and the tables that turn values into pixels.

const LEVELS = 256;
const NOTHING = 0xff9a9088; // ABGR of what is not a number

/** The colors and the font as the page has them now. */
export function themeOf(node) {
  const style = getComputedStyle(node);
  const read = (name) => style.getPropertyValue(name).trim();
  const pen = document.createElement("canvas").getContext("2d");
  const rgb = (name) => {
    pen.fillStyle = "#888888";
    pen.fillStyle = read(name);
    return parsed(pen.fillStyle);
  };
  const categories = Array.from({ length: 10 }, (_, k) => rgb(`--category-${k}`));
  const colors = { text: rgb("--st-text-color"), paper: rgb("--st-background-color"), border: rgb("--st-border-color") };
  const dark = luminance(colors.paper) < 0.4;
  return {
    ...Object.fromEntries(Object.entries(colors).map(([name, color]) => [name, css(color)])),
    muted: css(mixed(colors.text, colors.paper, 0.4)),
    faint: css(mixed(colors.text, colors.paper, 0.86)),
    middle: mixed(rgb("--middle"), colors.paper, dark ? 0.12 : 0),
    below: rgb("--class-a"),
    above: rgb("--class-b"),
    train: css(rgb("--train")),
    test: css(rgb("--test")),
    bad: css(rgb("--bad")),
    primary: css(rgb("--st-primary-color")),
    paperColor: colors.paper,
    categories,
    dark,
    font: read("--st-font") || "sans-serif",
  };
}

function parsed(color) {
  if (color[0] === "#") return [1, 3, 5].map((k) => parseInt(color.slice(k, k + 2), 16));
  return color.match(/[\d.]+/g).slice(0, 3).map(Number);
}

const luminance = ([r, g, b]) => (0.3 * r + 0.6 * g + 0.1 * b) / 255;

/** A color some share of the way from one to another. */
export const mixed = (from, to, share) => from.map((part, k) => Math.round(part + (to[k] - part) * share));

export const css = ([r, g, b], opacity = 1) => (opacity === 1 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${opacity})`);

const pixel = ([r, g, b]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;

/** The palettes of one theme: pixels of a sign, and pixels of each class by how sure the network is. */
export class Palette {
  constructor(theme, classes) {
    this.theme = theme;
    this.signs = Uint32Array.from({ length: LEVELS }, (_, k) => pixel(this.signed((2 * k) / (LEVELS - 1) - 1)));
    this.split = Uint32Array.from({ length: LEVELS }, (_, k) => pixel(this.signed(k < LEVELS / 2 ? -1 : 1)));
    const shades = (color) => (_, k) => pixel(mixed(theme.middle, color, k / (LEVELS - 1)));
    this.classes = theme.categories.slice(0, classes).map((color) => Uint32Array.from({ length: LEVELS }, shades(color)));
  }

  /** Orange for -1, blue for 1, the middle for 0. */
  signed(value) {
    const { middle, below, above } = this.theme;
    return mixed(middle, value < 0 ? below : above, Math.min(1, Math.abs(value)));
  }

  /** The color of a class out of two or more, as CSS. */
  ofClass(number, count) {
    if (count <= 2) return css(number ? this.theme.above : this.theme.below);
    return css(this.theme.categories[number % this.theme.categories.length]);
  }
}

/** Writes the pixels of one map: `source[k]` is where the value of pixel k stands, -1 for none. */
export function paint(pixels, at, values, start, source, table, low, high) {
  const scale = LEVELS / (high - low);
  for (let k = 0; k < source.length; k++) {
    const from = source[k];
    if (from < 0) {
      pixels[at + k] = 0;
      continue;
    }
    const value = values[start + from];
    const level = ((value - low) * scale) | 0;
    if (value >= high) pixels[at + k] = table[LEVELS - 1];
    else if (value < low) pixels[at + k] = table[0];
    else pixels[at + k] = value === value ? table[level] : NOTHING;
  }
}

/** Writes the pixels of the most probable of several classes, paler where the network is less sure. */
export function paintClasses(pixels, values, first, count, classes, tables, doubt, discretize) {
  for (let k = 0; k < count; k++) {
    let best = 0;
    let highest = values[first + k];
    for (let j = 1; j < classes; j++) {
      const value = values[first + j * count + k];
      if (value > highest) [best, highest] = [j, value];
    }
    const sure = Math.max(0, Math.min(1, (highest - doubt) / (1 - doubt)));
    const share = discretize ? 1 : 0.15 + 0.85 * sure;
    pixels[k] = highest === highest ? tables[best][(share * (LEVELS - 1)) | 0] : NOTHING;
  }
}
