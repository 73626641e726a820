// Where inputs, units and links are drawn, and what lies under the pointer. Pure geometry.

const MOST_LINKS = 1200; // of a larger network only the strongest are drawn
const LARGEST_TILE = 58;
const PITCH = { x: 1.2, y: 1.26 }; // from tile to tile, in tiles
const LONE_COLUMN = 12; // layers up to here stand in one column
const HEAD = 22; // pixels above the units for the names of the layers
const LEFT = 40; // for the names of the inputs
const RIGHT = 14;
const BIAS = 7;

export class Layout {
  constructor(sizes, width, height) {
    const tall = height - HEAD - 6;
    const tile = largestTile(sizes, width - LEFT - RIGHT, tall);
    Object.assign(this, { sizes, width, height, tile, bias: tile >= 16 ? BIAS : 0 });
    const blocks = sizes.map((size) => blockOf(size, tile, tall));
    const wide = blocks.reduce((sum, { columns }) => sum + columns * tile * PITCH.x, 0);
    const gap = (width - LEFT - RIGHT - wide) / (sizes.length - 1);
    this.columns = [];
    this.units = [];
    let left = LEFT;
    blocks.forEach(({ columns, rows }, layer) => {
      const [step, room] = [tile * PITCH.x, Math.min(tall / rows, Math.max(tile * 1.55, tall / Math.max(...sizes)))];
      this.columns.push(left + (columns * step) / 2);
      for (let unit = 0; unit < sizes[layer]; unit++) {
        const [column, row] = [Math.floor(unit / rows), unit % rows];
        const inColumn = Math.min(rows, sizes[layer] - column * rows);
        const [x, y] = [left + (column + 0.5) * step, HEAD + tall / 2 + (row - (inColumn - 1) / 2) * room];
        this.units.push({ layer, unit, x, y });
      }
      left += columns * step + gap;
    });
    this.starts = [0];
    for (const size of sizes) this.starts.push(this.starts.at(-1) + size);
    this.allLinks = sizes.slice(1).flatMap((size, k) => this.linksInto(k + 1, size));
  }

  linksInto(layer, size) {
    const incoming = this.sizes[layer - 1];
    const half = this.tile / 2;
    const links = [];
    for (let unit = 0; unit < size; unit++)
      for (let input = 0; input < incoming; input++) {
        const [from, to] = [this.unit(layer - 1, input), this.unit(layer, unit)];
        const [x0, x1] = [from.x + half, to.x - half];
        const spread = Math.min(this.tile * 0.7, 0.75 * (to.y - from.y === 0 ? 0 : this.tile));
        const y1 = to.y + (incoming > 1 ? (input / (incoming - 1) - 0.5) * spread * 0.6 : 0);
        links.push({ layer, unit, input, x0, y0: from.y, x1, y1, bend: (x0 + x1) / 2 });
      }
    return links;
  }

  unit(layer, unit) {
    return this.units[this.starts[layer] + unit];
  }

  /** The links to draw: all, or the strongest of very many. */
  links(weightOf) {
    if (this.allLinks.length <= MOST_LINKS) return this.allLinks;
    const strengths = Float64Array.from(this.allLinks, (link) => Math.abs(weightOf(link)));
    const least = strengths.slice().sort().at(-MOST_LINKS);
    return this.allLinks.filter((_, k) => strengths[k] >= least).slice(0, MOST_LINKS);
  }

  /** The corner where a unit's bias sits. */
  biasOf({ x, y }) {
    return { x: x - this.tile / 2 - 3, y: y + this.tile / 2 + 1 };
  }

  /** `{kind: "unit" | "bias" | "link", …}` under a place, or nothing; units first, then the nearest link. */
  at(x, y, links, reach = 5) {
    const half = this.tile / 2 + 2;
    if (this.bias)
      for (const { layer, unit, ...place } of this.units) {
        const corner = this.biasOf(place);
        if (layer && Math.abs(x - corner.x) <= reach + 1 && Math.abs(y - corner.y) <= reach + 1)
          return { kind: "bias", layer, unit };
      }
    for (const { layer, unit, x: ux, y: uy } of this.units)
      if (Math.abs(x - ux) <= half && Math.abs(y - uy) <= half)
        return { kind: "unit", layer, unit, u: (x - ux) / this.tile + 0.5, v: (y - uy) / this.tile + 0.5 };
    let [nearest, best] = [reach, undefined];
    for (const link of links) {
      if (x < link.x0 || x > link.x1) continue;
      const distance = Math.abs(y - heightAt(link, x));
      if (distance < nearest) [nearest, best] = [distance, link];
    }
    return best && { kind: "link", layer: best.layer, unit: best.unit, input: best.input, x, y };
  }
}

/** How a layer is stacked: one column, or several where it is large. */
function blockOf(size, tile, tall) {
  const rows = size <= LONE_COLUMN ? size : Math.min(size, Math.floor(tall / (tile * PITCH.y)));
  const columns = Math.ceil(size / Math.max(1, rows));
  return { columns, rows: Math.ceil(size / columns) };
}

/** The largest tile with which all layers fit, with room for links between them. */
function largestTile(sizes, wide, tall) {
  for (let tile = LARGEST_TILE; tile > 4; tile--) {
    const blocks = sizes.map((size) => blockOf(size, tile, tall));
    const columns = blocks.reduce((sum, block) => sum + block.columns, 0);
    const links = Math.max(16, tile * 0.8) * (sizes.length - 1);
    const fits = blocks.every(({ rows }) => rows * tile * PITCH.y <= tall);
    if (fits && columns * tile * PITCH.x + links <= wide) return tile;
  }
  return 4;
}

/** Height of a link's curve at x. Its control points share one x in the middle, so x(t) is monotone. */
function heightAt({ x0, y0, x1, y1 }, x) {
  const share = (x - x0) / (x1 - x0);
  let [low, high] = [0, 1];
  for (let k = 0; k < 14; k++) {
    const t = (low + high) / 2;
    // x(t) with both control points in the middle: 1.5·(1-t)²t + 1.5·(1-t)t² + t³, in shares
    if (1.5 * (1 - t) * t + t * t * t < share) low = t;
    else high = t;
  }
  return y0 + (y1 - y0) * low * low * (3 - 2 * low);
}
