// The card that floats beside what is pointed at: formulas with numbers, values over time, and the editor of one.

import { make } from "../app.js";
import { below, filled, fixed, number, shown } from "./text.js";

const MOST_TERMS = 10; // of a formula; the strongest of more

/** A card in the top layer, so that no container cuts it. */
export class Card {
  constructor(root) {
    this.node = make("div", { class: "card", popover: "manual" });
    root.append(this.node);
    this.hideOnScroll = (event) => !this.node.contains(event.target) && this.hide();
    window.addEventListener("scroll", this.hideOnScroll, { capture: true, passive: true });
  }

  get open() {
    return this.node.matches(":popover-open");
  }

  /** Shows contents beside a rectangle of the screen, where there is room. */
  show(contents, anchor, editable = false) {
    if (!this.node.isConnected) return;
    this.node.replaceChildren(...contents);
    this.node.classList.toggle("editable", editable);
    this.node.togglePopover(true);
    this.put(anchor);
  }

  /** Beside the anchor; or, for parts of the network, below or above, where neither links nor the map are. */
  put({ left, right, top, bottom, upright }) {
    const box = this.node.getBoundingClientRect();
    const [gap, edge] = [12, 8];
    const fitsRight = right + gap + box.width + edge <= innerWidth;
    const fitsLeft = left - gap - box.width >= edge;
    let x = fitsRight ? right + gap : left - gap - box.width;
    let y = (top + bottom) / 2 - box.height / 2;
    if (upright || (!fitsRight && !fitsLeft)) {
      x = (left + right) / 2 - box.width / 2;
      y = bottom + gap + box.height + edge <= innerHeight ? bottom + gap : top - gap - box.height;
    }
    const within = (value, most) => Math.max(edge, Math.min(most - edge, value));
    this.node.style.left = `${within(x, innerWidth - box.width)}px`;
    this.node.style.top = `${within(y, innerHeight - box.height)}px`;
  }

  hide() {
    if (this.node.isConnected) this.node.togglePopover(false);
  }

  close() {
    window.removeEventListener("scroll", this.hideOnScroll, { capture: true });
  }
}

const line = (kind, ...children) => make("div", { class: kind }, ...children);

/** `x₁ = 1.2, x₂ = −0.5`. */
export const place = ({ x, y }, dimensions) =>
  dimensions === 1 ? `x = ${fixed(x)}` : `x₁ = ${fixed(x)},  x₂ = ${fixed(y)}`;

/** How a unit comes to its value at a point. */
export function formulaCard(title, explained, names, where, words) {
  const { terms, bias, plain, sum, value, activation, normalized } = explained;
  const strongest = [...terms].sort((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, MOST_TERMS);
  const rows = terms
    .filter((term) => strongest.includes(term))
    .map(({ input, weight, value: given, product }) =>
      row(names[input], [fixed(weight), "×", fixed(given), "=", fixed(product)], product),
    );
  const hidden = terms.length - rows.length;
  const table = make("table", {}, ...rows);
  if (hidden) table.append(row("", ["", "", "", "", filled(words.more, { count: hidden })], 0));
  table.append(row(words.bias, ["", "", "", "", fixed(bias)], bias));
  const last = row("z", ["", "", "", "=", fixed(plain)], 0);
  last.classList.add("sum");
  table.append(last);
  if (normalized) table.append(row(words.normalized, ["", "", "", "=", fixed(sum)], 0));
  const result = activation === "linear" ? "z" : activation === "softmax" ? "softmax(z)" : `${activation}(z)`;
  return [
    line("title", title),
    line("where", where),
    table,
    line("result", `${result} = `, make("strong", {}, fixed(value, 4))),
  ];
}

function row(name, cells, signed) {
  const kind = signed > 0 ? "plus" : signed < 0 ? "minus" : "";
  return make("tr", {}, make("th", {}, name), ...cells.map((cell, k) => make("td", k === 4 ? { class: kind } : {}, cell)));
}

/** A few named values. */
export function valuesCard(title, where, values) {
  const rows = values.map(([name, value]) => make("tr", {}, make("th", {}, name), make("td", {}, value)));
  return [line("title", title), ...(where ? [line("where", where)] : []), make("table", {}, ...rows)];
}

/** A weight or a bias over time, with what it is now. */
export function timeCard(title, values, frame, theme, words, editable) {
  const finite = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite, 0), Math.max(...finite, 0)];
  const canvas = sparkline(values, frame, low, high, theme);
  return [
    line("title", title),
    line("result", make("strong", {}, shown(values[frame], 6))),
    canvas,
    line("ends", make("span", {}, filled(words.first, { value: shown(values[0]) })), make("span", {}, filled(words.last, { value: shown(values.at(-1)) }))),
    ...(editable ? [line("hint", words.click_hint)] : []),
  ]; // prettier-ignore
}

function sparkline(values, frame, low, high, theme) {
  const [width, height, density] = [200, 48, Math.min(2, devicePixelRatio)];
  const canvas = make("canvas", { class: "spark", width: width * density, height: height * density });
  const pen = canvas.getContext("2d");
  pen.scale(density, density);
  const x = (k) => 4 + (k / Math.max(1, values.length - 1)) * (width - 8);
  const y = (value) => height - 4 - ((value - low) / (high - low || 1)) * (height - 8);
  pen.strokeStyle = theme.faint;
  pen.beginPath();
  pen.moveTo(0, y(0));
  pen.lineTo(width, y(0));
  pen.stroke();
  pen.strokeStyle = theme.primary;
  pen.lineWidth = 1.6;
  pen.beginPath();
  values.forEach((value, k) => Number.isFinite(value) && pen.lineTo(x(k), y(value)));
  pen.stroke();
  pen.fillStyle = theme.text;
  pen.beginPath();
  pen.arc(x(frame), y(values[frame]), 3.2, 0, 7);
  pen.fill();
  return canvas;
}

/** Type or drag a value: `onMove` while it is dragged, `onDone` when it stands. */
export function editorCard({ title, value, epoch, words, onMove, onDone, onClose }) {
  const reach = Math.max(2, Math.ceil(2 * Math.abs(value)));
  const field = make("input", { type: "text", inputmode: "text", class: "field", "aria-label": title, autocomplete: "off" });
  const range = make("input", { type: "range", min: -reach, max: reach, step: 0.01, "aria-label": title });
  const close = make("button", { type: "button", class: "close", "aria-label": words.close, title: words.close }, "✕");
  field.value = shown(value, 6);
  range.value = value;
  const take = (chosen, done) => {
    field.removeAttribute("aria-invalid");
    onMove(chosen);
    if (done) onDone();
  };
  range.addEventListener("input", () => {
    field.value = shown(Number(range.value));
    take(Number(range.value), false);
  });
  range.addEventListener("change", () => take(Number(range.value), true));
  const typed = () => {
    const chosen = number(field.value);
    if (chosen === undefined || Math.abs(chosen) > 1e6) return field.setAttribute("aria-invalid", "true");
    range.value = chosen;
    return take(chosen, true);
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") typed();
    if (event.key === "Escape") onClose();
  });
  range.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") onClose();
  });
  close.addEventListener("click", onClose);
  const head = line("title", title, close);
  return [head, line("where", filled(words.edit_at, { epoch })), line("editor", range, field), line("hint", words.edit_hint)];
}

/** Short names: x₁ for an input, h₂·3 for a hidden unit. */
export const unitSign = (layer, unit) => `h${below(layer)}·${unit + 1}`;
