// The network as it is drawn: tiles with the map of every unit, links by weight, biases, and what is pointed at.

import { css, mixed, paint } from "./colors.js";
import { FEATURES } from "./network.js";
import { shown } from "./text.js";

const SHADES = 40; // distinct link colors per sign

export class Diagram {
  #sources = new Map();

  constructor(canvas) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d");
    this.atlas = document.createElement("canvas");
    this.atlasPen = this.atlas.getContext("2d", { willReadFrequently: true });
  }

  fit(layout, density) {
    Object.assign(this, { layout, density });
    this.canvas.width = Math.round(layout.width * density);
    this.canvas.height = Math.round(layout.height * density);
    this.canvas.style.width = `${layout.width}px`;
    this.canvas.style.height = `${layout.height}px`;
    this.links = undefined;
  }

  dress(theme, palette) {
    Object.assign(this, { theme, palette });
    const shade = (color) => Array.from({ length: SHADES + 1 }, (_, k) => css(mixed(this.faintest(), color, k / SHADES)));
    this.shades = [shade(theme.below), shade(theme.above)];
  }

  faintest() {
    const { theme } = this;
    return mixed(theme.middle, theme.paperColor, theme.dark ? 0.72 : 0.1);
  }

  /** Draws one frame. `scene` holds film, network, parameters, block, side, heads, and what is pointed at. */
  draw(scene) {
    const { pen, layout, density } = this;
    pen.setTransform(density, 0, 0, density, 0, 0);
    pen.clearRect(0, 0, layout.width, layout.height);
    const weightOf = ({ layer, unit, input }) => scene.parameters[scene.film.weightIndex(layer, unit, input)];
    if (!this.links || !scene.steady) this.links = layout.links(weightOf);
    this.drawLinks(scene, weightOf);
    this.drawHeads(scene);
    if (scene.film.dimensions === 1) this.drawCurves(scene);
    else this.drawTiles(scene);
    this.drawFrames(scene);
    this.drawBiases(scene);
    if (scene.probe) this.drawProbe(scene);
  }

  drawLinks({ focus, flow, network }, weightOf) {
    const { pen, layout } = this;
    const size = Math.min(1.2, Math.max(0.3, layout.tile / 34));
    const strongest = flow ? this.strongest(flow, network, weightOf) : undefined;
    for (const link of this.links) {
      const weight = weightOf(link);
      const value = flow ? (weight * flow[network.place(link.layer - 1, link.input)]) / strongest[link.layer] : weight;
      if (!(Math.abs(value) > 0.004)) continue;
      const strength = Math.min(1, Math.abs(value));
      const width = flow ? 0.4 + 6 * strength : Math.min(0.6 + 1.9 * Math.abs(value) ** 0.8, 8);
      pen.globalAlpha = this.opacity(link, focus);
      pen.strokeStyle = this.shades[value < 0 ? 0 : 1][Math.round((0.12 + 0.88 * strength) * SHADES)];
      pen.lineWidth = width * size;
      pen.beginPath();
      pen.moveTo(link.x0, link.y0);
      pen.bezierCurveTo(link.bend, link.y0, link.bend, link.y1, link.x1, link.y1);
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }

  /** The largest contribution weight·value into each layer. */
  strongest(flow, network, weightOf) {
    const largest = {};
    for (const link of this.links) {
      const size = Math.abs(weightOf(link) * flow[network.place(link.layer - 1, link.input)]);
      largest[link.layer] = Math.max(largest[link.layer] ?? 1e-9, size);
    }
    return largest;
  }

  opacity({ layer, unit, input }, focus) {
    if (!focus) return 1;
    if (focus.kind === "link") return focus.layer === layer && focus.unit === unit && focus.input === input ? 1 : 0.25;
    if (focus.layer === layer && focus.unit === unit) return 1;
    if (focus.kind === "unit" && focus.layer === layer - 1 && focus.unit === input) return 0.7;
    return 0.14;
  }

  drawHeads({ heads, film }) {
    const { pen, layout, theme } = this;
    pen.fillStyle = theme.muted;
    pen.textBaseline = "middle";
    pen.font = `12px ${theme.font}`;
    pen.textAlign = "center";
    const gap = Math.min(...layout.columns.slice(1).map((x, k) => x - layout.columns[k])) - 6;
    const fits = (detail) => heads.every((names) => pen.measureText(names[detail] ?? "").width <= gap);
    const detail = [0, 1].find(fits) ?? 2;
    heads.forEach((names, layer) => {
      const head = names[Math.min(detail, names.length - 1)];
      pen.fillText(head, this.within(layout.columns[layer], head), 9);
    });
    if (layout.tile < 10) return;
    pen.textAlign = "right";
    pen.fillStyle = theme.text;
    pen.font = `13px ${theme.font}`;
    film.inputs.forEach((name, unit) => {
      const { x, y } = layout.unit(0, unit);
      pen.fillText(FEATURES[name].sign, x - layout.tile / 2 - 5, y);
    });
  }

  /** The center of a text such that it is not cut at the sides. */
  within(center, text) {
    const half = this.pen.measureText(text).width / 2;
    return Math.max(half, Math.min(this.layout.width - half, center));
  }

  /** Which value of a map every pixel of a tile shows; corners are left out. */
  source(side, pixels) {
    const key = `${side} ${pixels}`;
    if (!this.#sources.has(key)) this.#sources.set(key, tileSource(side, pixels, Math.round(pixels * 0.12)));
    return this.#sources.get(key);
  }

  drawTiles({ film, network, block, side }) {
    const { pen, layout, atlas, density } = this;
    const size = Math.round(layout.tile * density);
    const count = network.unitCount;
    if (atlas.width !== size || atlas.height !== size * count) {
      [atlas.width, atlas.height] = [size, size * count];
      this.image = this.atlasPen.createImageData(size, size * count);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    const source = this.source(side, size);
    layout.units.forEach(({ layer, unit }, k) => {
      const [low, high, table] = this.looks(film, network, layer, unit);
      paint(this.pixels, k * source.length, block.values, k * block.count, source, table, low, high);
    });
    this.atlasPen.putImageData(this.image, 0, 0);
    const half = layout.tile / 2;
    layout.units.forEach(({ x, y }, k) =>
      pen.drawImage(atlas, 0, k * size, size, size, x - half, y - half, layout.tile, layout.tile),
    );
  }

  /** `[low, high, table]`: the values at the ends of the colors of a unit's map. */
  looks(film, network, layer, unit) {
    if (layer === 0) return [-film.inputReach[unit], film.inputReach[unit], this.palette.signs];
    if (layer < film.depth) return [-1, 1, this.palette.signs];
    if (film.answer === "classes") return [lowest(network), 1, this.palette.classes[unit % this.palette.classes.length]];
    if (film.answer === "probability") return [0, 1, this.palette.signs];
    return [-film.valueReach, film.valueReach, this.palette.signs];
  }

  /** For one input: every unit as the curve of what it says along x. */
  drawCurves({ film, network, block }) {
    const { pen, layout, theme } = this;
    const half = layout.tile / 2;
    layout.units.forEach(({ layer, unit, x, y }, k) => {
      const [, reach] = layer === film.depth ? [0, film.valueReach] : layer ? [0, 1.15] : [0, film.inputReach[unit]];
      pen.fillStyle = theme.paper;
      pen.fillRect(x - half, y - half, layout.tile, layout.tile);
      pen.strokeStyle = theme.faint;
      pen.lineWidth = 1;
      pen.beginPath();
      pen.moveTo(x - half, y);
      pen.lineTo(x + half, y);
      pen.stroke();
      pen.save();
      pen.beginPath();
      pen.rect(x - half, y - half, layout.tile, layout.tile);
      pen.clip();
      pen.strokeStyle = css(theme.above);
      pen.lineWidth = 1.6;
      pen.beginPath();
      const step = Math.max(1, Math.floor(block.count / layout.tile));
      for (let j = 0; j < block.count; j += step)
        pen.lineTo(x - half + (j / (block.count - 1)) * layout.tile, y - (block.values[k * block.count + j] / reach) * half);
      pen.stroke();
      pen.restore();
    });
  }

  drawFrames({ focus, pinned, flow, network, palette }) {
    const { pen, layout, theme } = this;
    const half = layout.tile / 2;
    const radius = Math.max(1, layout.tile * 0.12);
    const is = (other, { layer, unit }) => other && other.kind !== "link" && other.layer === layer && other.unit === unit;
    layout.units.forEach((place) => {
      const [near, held] = [is(focus, place), is(pinned, place)];
      const value = flow?.[network.place(place.layer, place.unit)];
      pen.lineWidth = near || held ? 2.5 : flow ? 3 : 1;
      pen.strokeStyle = near || held ? theme.text : flow ? css(this.palette.signed(value)) : theme.muted;
      pen.globalAlpha = near || held || flow ? 1 : 0.55;
      pen.beginPath();
      pen.roundRect(place.x - half, place.y - half, layout.tile, layout.tile, radius);
      pen.stroke();
    });
    pen.globalAlpha = 1;
  }

  drawBiases({ film, parameters, focus }) {
    const { pen, layout, theme, palette } = this;
    if (!layout.bias) return;
    const half = layout.bias / 2;
    for (const { layer, unit, ...place } of layout.units) {
      if (layer === 0) continue;
      const { x, y } = layout.biasOf(place);
      const near = focus?.kind === "bias" && focus.layer === layer && focus.unit === unit;
      pen.fillStyle = css(palette.signed(parameters[film.biasIndex(layer, unit)]));
      pen.strokeStyle = near ? theme.text : theme.muted;
      pen.lineWidth = near ? 2 : 1;
      pen.beginPath();
      pen.rect(x - half, y - half, layout.bias, layout.bias);
      pen.fill();
      pen.stroke();
    }
  }

  /** The point under the pointer on every tile, and what each unit says there. */
  drawProbe({ probe, flow, network }) {
    const { pen, layout, theme } = this;
    const { u, v } = probe;
    const inside = u >= 0 && u <= 1 && v >= 0 && v <= 1;
    pen.font = `600 10px ${theme.font}`;
    pen.textAlign = "center";
    for (const { layer, unit, x, y } of layout.units) {
      if (inside && layout.tile >= 16) {
        pen.beginPath();
        pen.arc(x + (u - 0.5) * layout.tile, y + (v - 0.5) * layout.tile, 2.4, 0, 7);
        pen.fillStyle = "#fff";
        pen.strokeStyle = "#1c2733";
        pen.lineWidth = 1.2;
        pen.fill();
        pen.stroke();
      }
      if (!flow || layout.tile < 24) continue;
      const text = shown(flow[network.place(layer, unit)], 2);
      const width = pen.measureText(text).width + 6;
      const bottom = y + layout.tile / 2;
      pen.fillStyle = theme.paper;
      pen.beginPath();
      pen.roundRect(x - width / 2, bottom - 6, width, 13, 4);
      pen.fill();
      pen.fillStyle = theme.text;
      pen.fillText(text, x, bottom + 1);
    }
  }
}

/** The least that an output of several classes says: 0 for a probability, -1 for a score. */
export const lowest = ({ activations }) => (activations.at(-1) === "softmax" ? 0 : -1);

function tileSource(side, pixels, radius) {
  const source = new Int32Array(pixels * pixels);
  for (let k = 0; k < source.length; k++) {
    const [row, column] = [Math.floor(k / pixels), k % pixels];
    const [dx, dy] = [row, column].map((p) => Math.max(radius - p - 0.5, p + 0.5 - (pixels - radius), 0));
    const place = (p) => Math.min(side - 1, Math.floor(((p + 0.5) / pixels) * side));
    source[k] = dx * dx + dy * dy > radius * radius ? -1 : place(row) * side + place(column);
  }
  return source;
}
