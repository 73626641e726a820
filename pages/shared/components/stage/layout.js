// Where inputs, units and links are drawn, and what lies under the pointer. Pure geometry.

const MOST_LINKS = 1200; // of a larger network only the strongest are drawn
const LARGEST_TILE = 58;
const HEAD = 22; // pixels above the units for the names of the layers
const LEFT = 40; // for the names of the inputs
const RIGHT = 14;
const BIAS = 7;

export class Layout {
  constructor(sizes, width, height) {
    const columns = sizes.length;
    const tallest = Math.max(...sizes);
    const room = { x: (width - LEFT - RIGHT) / columns, y: (height - HEAD - 6) / tallest };
    this.tile = Math.max(4, Math.floor(Math.min(LARGEST_TILE, room.y * 0.78, room.x * 0.6)));
    Object.assign(this, { sizes, width, height, head: HEAD });
    this.bias = this.tile >= 16 ? BIAS : 0;
    const gap = (width - LEFT - RIGHT - this.tile) / (columns - 1);
    this.columns = sizes.map((_, layer) => LEFT + this.tile / 2 + layer * gap);
    const pitch = (size) => Math.min((height - HEAD - 6) / size, Math.max(this.tile * 1.55, room.y));
    this.units = sizes.flatMap((size, layer) =>
      Array.from({ length: size }, (_, unit) => ({
        layer,
        unit,
        x: this.columns[layer],
        y: HEAD + (height - HEAD - 6) / 2 + (unit - (size - 1) / 2) * pitch(size),
      })),
    );
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
    const strength = (link) => Math.abs(weightOf(link));
    return [...this.allLinks].sort((a, b) => strength(b) - strength(a)).slice(0, MOST_LINKS);
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
