// The arrows of the map, behind its boxes: from what is needed to what needs it. Those of the topic that is pointed at
// or focused are strong, and the boxes at their ends are marked; of many arrows only these are drawn.

import { takeNoRoom, whenDrawn, whenGone } from "../app.js";

const SVG = "http://www.w3.org/2000/svg";
const HEAD = 7; // px

export default function ({ parentElement }) {
  takeNoRoom(parentElement);
  const arrows = (parentElement.arrows ??= new Arrows());
  return whenGone(parentElement, () => arrows.close());
}

class Arrows {
  constructor() {
    this.near = null;
    this.sizes = new ResizeObserver(() => this.draw());
    this.unwatch = whenDrawn(".topic-map", (map) => this.take(map));
    this.point = (event) => this.mark(event.target instanceof Element ? event.target.closest(".topic-map a") : null);
    for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, this.point);
  }

  take(map) {
    this.map = map;
    this.sizes.disconnect();
    this.sizes.observe(map); // which draws
  }

  mark(near) {
    const topic = near?.dataset.topic ?? null;
    if (topic === this.near) return;
    this.near = topic;
    this.draw();
  }

  draw() {
    if (!this.map) return;
    this.map.querySelector("svg")?.remove();
    const boxes = new Map([...this.map.querySelectorAll("a")].map((box) => [box.dataset.topic, box]));
    const ends = new Set();
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("aria-hidden", "true");
    for (const [to, box] of boxes) {
      for (const from of box.dataset.needs.split(" ").filter((slug) => boxes.has(slug))) {
        const strong = this.near === to || this.near === from;
        if (strong) ends.add(from).add(to);
        if (strong || this.map.dataset.arrows === "all") drawing.append(this.arrow(boxes.get(from), box, strong));
      }
    }
    this.map.prepend(drawing);
    for (const [topic, box] of boxes) box.classList.toggle("near", ends.has(topic) && topic !== this.near);
  }

  arrow(from, to, strong) {
    const [a, b] = [this.place(from), this.place(to)];
    const sideways = Math.abs(a.top - b.top) < 4;
    const tip = sideways ? { x: b.left - 1, y: b.middle } : { x: b.center, y: (b.top > a.top ? b.top : b.bottom) };
    const tail = sideways ? { x: a.right, y: a.middle } : { x: a.center, y: (b.top > a.top ? a.bottom : a.top) };
    const down = Math.sign(tip.y - tail.y) || 1;
    const bend = Math.max(16, Math.abs(tip.y - tail.y) / 2);
    const arrow = document.createElementNS(SVG, "path");
    const curve = sideways
      ? `M${tail.x} ${tail.y}L${tip.x} ${tip.y}m${-HEAD} ${-HEAD / 2}L${tip.x} ${tip.y}l${-HEAD} ${HEAD / 2}`
      : `M${tail.x} ${tail.y}C${tail.x} ${tail.y + down * bend} ${tip.x} ${tip.y - down * bend} ${tip.x} ${tip.y}` +
        `m${-HEAD / 2} ${-down * HEAD}L${tip.x} ${tip.y}l${HEAD / 2} ${-down * HEAD}`;
    arrow.setAttribute("d", curve);
    arrow.setAttribute("fill", "none");
    arrow.setAttribute("stroke", strong ? getComputedStyle(to).getPropertyValue("--room") : "currentColor");
    arrow.setAttribute("stroke-width", strong ? "2.5" : "1.5");
    arrow.setAttribute("opacity", strong ? "1" : "0.35");
    return arrow;
  }

  /** A box in pixels of the map. */
  place(box) {
    const map = this.map.getBoundingClientRect();
    const { left, right, top, bottom } = box.getBoundingClientRect();
    return {
      left: left - map.left, right: right - map.left, top: top - map.top, bottom: bottom - map.top,
      center: (left + right) / 2 - map.left, middle: (top + bottom) / 2 - map.top,
    };
  }

  close() {
    this.sizes.disconnect();
    this.unwatch();
    for (const kind of ["pointerover", "focusin"]) document.removeEventListener(kind, this.point);
  }
}
