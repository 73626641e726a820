// What a figure without much room has otherwise: what it says itself (`Figure.when_narrow`), where its legend stands, and
// how many of its named ticks are shown.

import { unpacked } from "./sharing.js";

export const NARROW = 480; // px; a narrower figure has no room for a legend beside its title
const TALL = 1.15; // of the font's size: a line of text
const WIDE = 0.5; // of the font's size: a letter; a Chinese character takes twice as much

/** The parts of a layout that are otherwise at this width. */
export function fitted(layout, width) {
  if (width >= NARROW) return {};
  const own = said(layout);
  const here = { ...layout, ...own };
  return { ...own, ...heading(here), ...ticks(here, width) };
}

/** What the figure says of itself, merged into its axes and margins; of its height `figure.js` takes care. */
function said(layout) {
  const parts = Object.entries(layout.meta?.narrow ?? {}).filter(([name]) => name !== "height");
  return Object.fromEntries(parts.map(([name, part]) => [name, { ...layout[name], ...part }]));
}

/** A title begins at the figure's edge, and the legend that stands beside it goes below the axes. */
function heading({ title, legend }) {
  if (!title?.text || legend?.orientation !== "h" || legend.yanchor !== "bottom") return {};
  return {
    title: { ...title, xref: "container" },
    legend: { ...legend, x: 0, xanchor: "left", y: 0, yref: "container" },
  };
}

/** Of ticks with names of their own every second, third …, as there is room for; in a map both sides the same. */
function ticks(layout, width) {
  const inside = width - (layout.margin?.l ?? 0) - (layout.margin?.r ?? 0);
  const across = Object.entries(layout).filter(([name, axis]) => /^xaxis\d*$/.test(name) && axis.range && isNamed(axis));
  const found = across.flatMap(([name, axis]) => {
    const [low, high] = axis.domain ?? [0, 1];
    const unit = (inside * (high - low)) / Math.abs(axis.range[1] - axis.range[0]);
    const [first, second] = places(axis);
    const between = unit * Math.abs(second - first);
    const map = Object.entries(layout).find(([, one]) => one?.scaleanchor === name.replace("axis", "") && isNamed(one));
    const sides = [[name, axis, needed(axis, layout)]];
    if (map) sides.push([...map, size(map[1], layout) * TALL]);
    const every = Math.ceil(Math.max(...sides.map(([, , room]) => room)) / between);
    return every > 1 ? sides.map(([one, its]) => [one, thinned(its, every)]) : [];
  });
  return Object.fromEntries(found);
}

const places = ({ tickvals }) => (tickvals.bdata === undefined ? tickvals : unpacked(tickvals));
const isNamed = (axis) => axis.ticktext?.length > 1 && axis.tickvals && places(axis).length === axis.ticktext.length;
const size = (axis, layout) => axis.tickfont?.size ?? layout.font?.size ?? 12;

/** The pixels from one name to the next; names that may be turned need no more than their height. */
function needed(axis, layout) {
  if (axis.tickangle !== 0) return size(axis, layout) * TALL;
  const plain = (line) => line.replace(/<[^>]*>/g, "").replace(/&#?\w+;/g, "x");
  const lines = axis.ticktext.flatMap((text) => String(text).split("<br>")).map(plain);
  const letters = Math.max(...lines.map((line) => [...line].reduce((sum, one) => sum + (one > "\u2e80" ? 2 : 1), 0)));
  return letters * WIDE * size(axis, layout);
}

function thinned(axis, every) {
  const kept = (values) => Array.from(values).filter((_, k) => k % every === 0);
  return { ...axis, tickvals: kept(places(axis)), ticktext: kept(axis.ticktext) };
}
