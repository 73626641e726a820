// The canvas of a sheet: what pointer and keys do on it, and how it is painted.

import { shown } from "../stage/text.js";

const MARGIN = { left: 34, right: 10, top: 8, bottom: 20 }; // px around a plane, for its numbers
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const within = (value) => Math.min(1, Math.max(0, value));

export class Pen {
  constructor(box) {
    this.box = box;
    this.down = null; // the pointer that draws
    this.cursor = { x: 0.5, y: 0.5, seen: false }; // of the keys
    const { canvas } = box;
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"])
      canvas.addEventListener(name, (event) => this.lift(event));
    canvas.addEventListener("pointerleave", () => box.readout.point(null));
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("blur", () => this.see(false));
  }

  /** Where the sheet lies on the canvas, in pixels. */
  get area() {
    const { clientWidth: width, clientHeight: height } = this.box.canvas;
    if (this.box.data.kind === "digit") return { left: 0, top: 0, width, height };
    const { left, right, top, bottom } = MARGIN;
    return { left, top, width: Math.max(1, width - left - right), height: Math.max(1, height - top - bottom) };
  }

  place(event) {
    const bounds = this.box.canvas.getBoundingClientRect();
    const { left, top, width, height } = this.area;
    const x = (event.clientX - bounds.left - left) / width;
    return { x: within(x), y: within(1 - (event.clientY - bounds.top - top) / height) };
  }

  press(event) {
    if (event.button !== 0 || this.down !== null) return;
    const { box } = this;
    this.down = event.pointerId;
    box.canvas.setPointerCapture(event.pointerId);
    this.see(false);
    box.beginStroke();
    box.sheet.begin(this.place(event), box.toolbar.tool, this.area);
    box.told(false);
  }

  drag(event) {
    const { box } = this;
    box.readout.point(this.place(event));
    if (event.pointerId !== this.down) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const step of between.length ? between : [event]) box.sheet.move(this.place(step), box.toolbar.tool, this.area);
    box.told(false);
  }

  lift(event) {
    if (event.pointerId !== this.down) return;
    this.down = null;
    this.box.endStroke();
  }

  see(seen) {
    this.cursor.seen = seen;
    this.box.paintSoon();
  }

  key(event) {
    const { box } = this;
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (ctrlKey || metaKey) {
      if (key.toLowerCase() === "z") shiftKey ? box.redo() : box.undo();
      else if (key.toLowerCase() === "y") box.redo();
      else return;
    } else if (altKey) return;
    else if (ARROWS[key]) this.step(...ARROWS[key], shiftKey);
    else if (key === " " || key === "Enter") this.dot(box.toolbar.tool);
    else if (key === "Delete" || key === "Backspace") box.toolbar.canErase && this.dot("erase");
    else if (/^[1-9]$/.test(key) && box.toolbar.choose(Number(key) - 1)) box.readout.say();
    else return;
    event.preventDefault();
  }

  /** The cursor moves, and draws on its way if asked to. */
  step(right, up, drawing) {
    const { box, cursor } = this;
    const from = { x: cursor.x, y: cursor.y };
    const { x, y } = box.sheet.stride;
    Object.assign(cursor, { x: within(cursor.x + right * x), y: within(cursor.y + up * y) });
    if (drawing) {
      box.beginStroke();
      box.sheet.begin(from, box.toolbar.tool, this.area);
      box.sheet.move({ x: cursor.x, y: cursor.y }, box.toolbar.tool, this.area);
      box.told(true);
      box.endStroke();
    }
    this.see(true);
    box.readout.point(cursor);
    box.readout.say();
  }

  dot(tool) {
    const { box, cursor } = this;
    box.beginStroke();
    box.sheet.begin({ x: cursor.x, y: cursor.y }, tool, this.area);
    box.told(true);
    box.endStroke();
    this.see(true);
    box.readout.say();
  }

  paint() {
    const { canvas, data, sheet, body } = this.box;
    const { clientWidth, clientHeight } = canvas;
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(clientWidth * scale), Math.round(clientHeight * scale)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const style = getComputedStyle(body);
    const named = (name) => style.getPropertyValue(name).trim();
    const look = {
      ink: named("--st-text-color"), paper: named("--st-background-color"), accent: named("--st-primary-color"),
      grid: named("--st-border-color"), colors: data.colors, font: style.fontFamily,
    };
    const pen = canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, clientWidth, clientHeight);
    if (data.kind !== "digit") this.paintAxes(pen, look);
    sheet.paint(pen, this.area, look);
    if (this.cursor.seen) this.paintCursor(pen, look);
  }

  /** A frame, the lines of zero, and the numbers at the ends. */
  paintAxes(pen, look) {
    const { left, top, width, height } = this.area;
    const { xRange, yRange } = this.box.data;
    pen.strokeStyle = look.grid;
    pen.lineWidth = 1;
    pen.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
    pen.fillStyle = look.ink;
    pen.font = `12px ${look.font}`;
    const ends = ([low, high]) => (low < 0 && high > 0 ? [low, 0, high] : [low, high]);
    const line = (...points) => {
      pen.beginPath();
      points.forEach(([x, y]) => pen.lineTo(x, y));
      pen.stroke();
    };
    pen.textBaseline = "top";
    for (const x of ends(xRange)) {
      const at = left + ((x - xRange[0]) / (xRange[1] - xRange[0])) * width;
      pen.textAlign = x === xRange[0] ? "left" : x === xRange[1] ? "right" : "center";
      pen.fillText(shown(x), at, top + height + 5);
      if (x !== xRange[0] && x !== xRange[1]) line([at, top], [at, top + height]);
    }
    pen.textAlign = "right";
    for (const y of ends(yRange)) {
      const at = top + (1 - (y - yRange[0]) / (yRange[1] - yRange[0])) * height;
      pen.textBaseline = y === yRange[0] ? "bottom" : y === yRange[1] ? "top" : "middle";
      pen.fillText(shown(y), left - 5, at);
      if (y !== yRange[0] && y !== yRange[1]) line([left, at], [left + width, at]);
    }
  }

  paintCursor(pen, look) {
    const { left, top, width, height } = this.area;
    const [x, y] = [left + this.cursor.x * width, top + (1 - this.cursor.y) * height];
    for (const [color, thick] of [[look.paper, 4], [look.accent, 2]]) {
      pen.strokeStyle = color;
      pen.lineWidth = thick;
      pen.beginPath();
      pen.arc(x, y, 8, 0, 2 * Math.PI);
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        pen.moveTo(x + 5 * dx, y + 5 * dy);
        pen.lineTo(x + 12 * dx, y + 12 * dy);
      }
      pen.stroke();
    }
  }
}
