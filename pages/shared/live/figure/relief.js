// Draws the heights of a contour map anew on axes that stay: its level lines and its colors, and nothing else. Plotly
// would go through the whole figure once more. Its own records are kept up, so it goes on as if it had drawn them.

const COLORINGS = ["none", "heatmap"];
const WHOLE = 1e-9; // how far a number of levels may be from a whole one

/** All that is needed to draw the heights of a trace anew; undefined where it is Plotly's work. */
export function reliefOf(plot, trace, k) {
  const full = plot._fullData[k];
  const records = plot.calcdata?.[k]?.[0];
  const node = [...plot.querySelectorAll(".contourlayer > .contour")].find((one) => one.__data__?.[0] === records);
  if (full?.type !== "contour" || full.visible !== true || records?.trace !== full || !node) return;
  const { contours, line, autocontour, zauto, colorscale, reversescale, showscale, transpose, connectgaps } = full;
  if (autocontour || zauto || reversescale || showscale || transpose || connectgaps || full.coloraxis) return;
  if (contours.type !== "levels" || contours.showlabels || contours.showlines === false || line.width === 0) return;
  if (!COLORINGS.includes(contours.coloring)) return;
  const axes = [full.xaxis, full.yaxis].map((id) => plot._fullLayout[id.replace(/^([xy])/, "$1axis")]);
  if (!axes.every(({ type, autorange }) => ["linear", "log"].includes(type) && !autorange)) return;
  const placesOn = (axis, values) => Array.from(values ?? [], (value) => axis.c2p(value, true));
  const [columns, rows] = [placesOn(axes[0], trace.x), placesOn(axes[1], trace.y)];
  const z = trace.z;
  if (Boolean(trace.customdata) !== Boolean(plot.data[k].customdata)) return;
  if (!isGrid(z, rows.length, columns.length) || !isGrid(plot.data[k].z, rows.length, columns.length)) return;
  if (!evenly(columns) || !evenly(rows)) return; // one picture is stretched over all cells
  const levels = levelsOf(contours);
  const groups = [...node.querySelectorAll(".contourlines > .contourlevel")];
  const model = node.querySelector(".contourlevel > path");
  const picture = node.querySelector(".hm > image");
  if (groups.length !== levels.length || !model || (contours.coloring === "heatmap") !== Boolean(picture)) return;
  const colors = picture && tableOf(colorscale);
  return { trace, full, records, input: plot.data[k], columns, rows, levels, groups, model, picture, colors };
}

const isFinite = (row) => row.every(Number.isFinite);

const isGrid = (z, height, width) =>
  height > 1 && width > 1 && z?.length === height && [...z].every((row) => row.length === width && isFinite(row));

const evenly = (places) => {
  const step = (places.at(-1) - places[0]) / (places.length - 1);
  return step !== 0 && places.every((place, i) => Math.abs(place - places[0] - i * step) < 0.01 * Math.abs(step));
};

function levelsOf({ start, end, size }) {
  const count = Math.floor((end - start) / size + WHOLE) + 1;
  return Array.from({ length: Math.max(1, count) }, (_, i) => start + i * size);
}

/** Red, green, blue and opacity of 256 steps along a scale. */
function tableOf(scale) {
  const brush = Object.assign(document.createElement("canvas"), { width: 256, height: 1 }).getContext("2d");
  const gradient = brush.createLinearGradient(0.5, 0, 255.5, 0);
  for (const [at, color] of scale) gradient.addColorStop(at, color);
  brush.fillStyle = gradient;
  brush.fillRect(0, 0, 256, 1);
  const { data } = brush.getImageData(0, 0, 256, 1);
  return Array.from({ length: 256 }, (_, step) => data.subarray(4 * step, 4 * step + 4));
}

export function drawRelief({ trace, full, records, input, columns, rows, levels, groups, model, picture, colors }) {
  levels.forEach((level, i) => {
    const path = groups[i].querySelector("path") ?? groups[i].appendChild(model.cloneNode());
    for (const other of [...groups[i].childNodes]) if (other !== path) other.remove();
    path.setAttribute("d", levelLine(trace.z, level, columns, rows) || "M0,0");
  });
  if (picture) paint(picture, trace.z, colors, [full.zmin, full.zmax], columns, rows);
  for (const name of ["z", "customdata"]) if (trace[name] !== undefined) input[name] = full[name] = trace[name];
  records.z = Array.from(trace.z, (row) => Array.from(row));
}

/** The line of one level: a piece for each cell that it crosses, through two of its sides. */
export function levelLine(z, level, columns, rows) {
  let path = "";
  const between = (a, b) => (level - a) / (b - a);
  for (let j = 0; j + 1 < rows.length; j++) {
    const [low, high] = [z[j], z[j + 1]];
    for (let i = 0; i + 1 < columns.length; i++) {
      const [a, b, c, d] = [low[i], low[i + 1], high[i + 1], high[i]]; // around the cell
      const sides = (a >= level) + 2 * (b >= level) + 4 * (c >= level) + 8 * (d >= level);
      if (sides === 0 || sides === 15) continue;
      const x = (share) => (columns[i] + share * (columns[i + 1] - columns[i])).toFixed(2);
      const y = (share) => (rows[j] + share * (rows[j + 1] - rows[j])).toFixed(2);
      const ends = [];
      if ((a >= level) !== (b >= level)) ends.push(`${x(between(a, b))},${y(0)}`);
      if ((b >= level) !== (c >= level)) ends.push(`${x(1)},${y(between(b, c))}`);
      if ((d >= level) !== (c >= level)) ends.push(`${x(between(d, c))},${y(1)}`);
      if ((a >= level) !== (d >= level)) ends.push(`${x(0)},${y(between(a, d))}`);
      // On a saddle the middle of the cell says which corners are cut off.
      if (ends.length === 4 && (a + b + c + d) / 4 >= level !== a >= level) ends.push(ends.shift());
      for (let k = 0; k < ends.length; k += 2) path += `M${ends[k]}L${ends[k + 1]}`;
    }
  }
  return path;
}

/** A pixel for each height, stretched so that its middle is where the height was taken. */
function paint(picture, z, colors, [low, high], columns, rows) {
  const [width, height] = [columns.length, rows.length];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const brush = canvas.getContext("2d");
  const pixels = brush.createImageData(width, height);
  const [stepX, stepY] = [(columns.at(-1) - columns[0]) / (width - 1), (rows.at(-1) - rows[0]) / (height - 1)];
  for (let j = 0; j < height; j++) {
    const row = z[stepY < 0 ? height - 1 - j : j];
    for (let i = 0; i < width; i++) {
      const share = (row[stepX < 0 ? width - 1 - i : i] - low) / (high - low);
      const color = colors[Math.round(255 * Math.max(0, Math.min(1, share)))];
      pixels.data.set(color, 4 * (j * width + i));
    }
  }
  brush.putImageData(pixels, 0, 0);
  const left = Math.min(columns[0], columns.at(-1)) - Math.abs(stepX) / 2;
  const top = Math.min(rows[0], rows.at(-1)) - Math.abs(stepY) / 2;
  const place = { x: left, y: top, width: Math.abs(stepX) * width, height: Math.abs(stepY) * height };
  for (const [name, value] of Object.entries(place)) picture.setAttribute(name, value);
  picture.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", canvas.toDataURL());
}
