// Moves lines and dots on axes that stay: their paths are written anew, and nothing else. Plotly would go through the
// whole figure once more, ten times as long. Plotly's own records are kept up, so it goes on as if it had drawn them.

import { drawRelief, reliefOf } from "./relief.js";

const MOVED = ["x", "y", "customdata", "text", "hovertext"]; // what differs where a line or dots have moved
const RECORDS = { customdata: "data", text: "tx", hovertext: "htx" }; // Plotly's names of the same, for one point
const MODES = ["lines", "markers", "lines+markers"];
const FAR = 1e6; // px; further out a line is not told from one that goes to there

/** Whether a trace, as its source has it, may differ from its forerunner because it has moved, and in nothing else; or
    for a contour map because its heights have changed. */
export const hasMoved = (fresh, old) =>
  sameBut(fresh.type === "contour" ? ["z", "customdata"] : MOVED, fresh, old);

/** Whether two objects hold the same, but for what these names stand for. */
export const sameBut = (but, fresh, old) =>
  Object.keys({ ...fresh, ...old }).every((name) => but.includes(name) || fresh[name] === old[name]);

/** Moves those of the traces that differ, if all of them can be: whether it has been done. */
export function moveCurves(plot, traces, differ) {
  if (plot._fullData.some(({ fill, stackgroup }) => stackgroup || fill?.startsWith("tonext"))) return false;
  const moves = traces.flatMap((trace, k) => (differ[k] ? [moveOf(plot, trace, k) ?? reliefOf(plot, trace, k)] : []));
  if (!moves.every(Boolean)) return false;
  for (const move of moves) (move.groups ? drawRelief : apply)(move);
  return true;
}

/** All that the move of a trace needs; undefined where it is Plotly's work. */
function moveOf(plot, trace, k) {
  const full = plot._fullData[k];
  const records = plot.calcdata?.[k];
  const input = plot.data[k];
  if (!MOVED.every((name) => kindOf(trace[name]) === kindOf(input[name]))) return;
  if (!full || !isPlain(full) || records?.[0]?.trace !== full || ![trace.x, trace.y].every(isNumbers)) return;
  const axes = [full.xaxis, full.yaxis].map((id) => plot._fullLayout[id.replace(/^([xy])/, "$1axis")]);
  if (!axes.every(({ type, autorange }) => ["linear", "log"].includes(type) && !autorange)) return;
  const node = plot.querySelector(`.scatterlayer .trace${full.uid}`);
  const count = Math.min(trace.x.length, trace.y.length);
  const places = Array.from({ length: count }, (_, i) => placeOf(trace.x[i], trace.y[i], axes));
  const nodes = (one) => [...(node?.querySelectorAll(one) ?? [])];
  const [lines, dots, fill] = [nodes(".js-line"), nodes(".points .point"), nodes(".js-fill")];
  const shown = places.filter(Boolean).length;
  const whole = shown === count;
  if (full.mode.includes("lines") ? lines.length === 0 || shown < 2 : lines.length) return;
  const dotted = full.mode.includes("markers");
  if (dotted !== dots.length > 0 || (dotted && shown !== dots.length && !isUniform(full.marker))) return;
  if (full.cliponaxis === false && !(places.every((place) => isInside(place, axes)) && lines.length === 0)) return;
  if (full.fill !== "none" && (fill.length !== 1 || !whole)) return;
  return { trace, full, records, places, lines, dots, fill, zero: axes[1].c2p(0, true), input };
}

/** Whether a trace is made of plain lines and dots. */
function isPlain({ type, visible, mode, fill, line, marker, fillgradient, ...full }) {
  const plainLines = ["none", "tozeroy"].includes(fill) && [undefined, "linear", "hv"].includes(line?.shape);
  const plainDots = marker?.angleref !== "previous" && !marker?.maxdisplayed && !full.selectedpoints && !full.ids;
  const plainRest = !full.connectgaps && !full.error_x?.visible && !full.error_y?.visible;
  const painted = fillgradient !== undefined && fillgradient.type !== "none";
  return type === "scatter" && visible === true && MODES.includes(mode) && plainLines && plainDots && plainRest && !painted;
}

/** Whether all dots look the same, so that one more is a copy of another. */
const isUniform = (marker) => [marker, marker.line ?? {}].every((one) => !Object.values(one).some(Array.isArray));

/** Whether a point, or the gap in its place, lies within the axes: what is not clipped is hidden elsewhere. */
const isInside = (place, axes) => !place || place.every((px, k) => px >= 0 && px <= axes[k]._length);

const kindOf = (value) => (Array.isArray(value) || ArrayBuffer.isView(value) ? "array" : typeof value);

const isNumber = (value) => value === null || typeof value === "number";

const isNumbers = (values) => ArrayBuffer.isView(values) || (Array.isArray(values) && values.every(isNumber));

/** Where a point lies, in px; undefined at a gap. What lies below a logarithmic axis is put where Plotly puts it. */
function placeOf(x, y, axes) {
  if (![x, y].every((value) => Number.isFinite(value))) return undefined;
  const place = [x, y].map((value, k) => Math.max(-FAR, Math.min(FAR, axes[k].c2p(value, axes[k].type === "log"))));
  return place.every(Number.isFinite) ? place : undefined;
}

function apply({ trace, full, records, places, lines, dots, fill, zero, input }) {
  const path = pathOf(places, full.line?.shape === "hv");
  lines[0]?.setAttribute("d", path);
  for (const line of lines.slice(1)) line.remove();
  if (full.fill === "tozeroy") {
    const [first, last] = [places[0][0], places.at(-1)[0]];
    fill[0].setAttribute("d", `M${last},${zero}L${first},${zero}L${path.slice(1)}`);
  }
  for (const name of MOVED) if (trace[name] !== undefined) input[name] = full[name] = trace[name];
  full._length = places.length;
  records.length = Math.max(1, Math.min(records.length, places.length));
  if (places.length === 0) records[0] = { x: undefined, y: undefined, t: records[0].t, trace: full };
  for (let i = 0; i < places.length; i++) record((records[i] ??= {}), trace, i, places[i]);
  if (dots.length) putDots(dots, records, places);
}

/** A dot for each point that has a place; Plotly finds the record of a point at its dot. */
function putDots(dots, records, places) {
  const shown = places.flatMap((place, i) => (place ? [i] : []));
  for (const dot of dots.splice(shown.length)) dot.remove();
  while (dots.length < shown.length) dots.push(dots.at(-1).parentNode.appendChild(dots.at(-1).cloneNode()));
  dots.forEach((dot, k) => {
    dot.setAttribute("transform", `translate(${places[shown[k]]})`);
    dot.__data__ = records[shown[k]];
  });
}

/** What Plotly remembers of one point: it answers the pointer by it. */
function record(point, trace, i, place) {
  Object.assign(point, { i }, place ? { x: trace.x[i], y: trace.y[i] } : { x: undefined, y: undefined });
  for (const [name, short] of Object.entries(RECORDS)) {
    if (kindOf(trace[name]) === "array") point[short] = trace[name][i];
  }
}

/** One path through the places, broken at gaps; as steps, first sideways, then up. */
function pathOf(places, steps) {
  let path = "";
  let before;
  for (const place of places) {
    if (place) path += before ? `${steps ? `H${place[0]}V${place[1]}` : `L${place}`}` : `M${place}`;
    before = place;
  }
  return path;
}
