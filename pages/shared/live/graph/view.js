// Looking at a drawing: the whole of it, or nearer by wheel, by two fingers, and moved by dragging.

const LARGEST = 1.35; // boxes are not blown up further by themselves
const READABLE = 0.5; // below this the whole is a picture without words
const NEAR_ENOUGH = 0.8; // on a narrow screen: a part that can be read, which follows the steps
const NEAREST = 4;
const PAD = 14;
const ROOM_AROUND = 34; // above and below; the buttons stand there
const LOWEST = 220;
const CLICK = 4; // pixels that a pointer may move and still click

export class View {
  constructor(frame, drawing) {
    this.frame = frame;
    this.drawing = drawing;
    this.highest = 440;
    this.pointers = new Map();
    this.own = false; // the reader has chosen what is seen
    frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    frame.addEventListener("pointerdown", (event) => this.down(event));
    frame.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) frame.addEventListener(name, (event) => this.up(event));
    frame.addEventListener("click", (event) => this.dragged && event.stopPropagation(), { capture: true });
    this.observer = new ResizeObserver(() => this.own || this.home());
    this.observer.observe(frame);
  }

  /** The drawing has another size; the frame is as high as the whole needs at this width, within bounds. */
  resize(size) {
    this.size = size;
    const scale = Math.min(LARGEST, (this.frame.clientWidth - 2 * PAD) / size.width);
    const wanted = size.height * Math.max(scale, READABLE) + 2 * ROOM_AROUND;
    this.frame.style.height = `${Math.round(Math.max(LOWEST, Math.min(this.highest, wanted)))}px`;
    this.home();
  }

  /** As much as can be read: the whole, or on a narrow screen the part around the last point of interest. */
  home() {
    this.fit();
    if (!(this.scale < READABLE)) return;
    this.scale = NEAR_ENOUGH;
    this.follows = true;
    this.y = (this.frame.clientHeight - this.size.height * this.scale) / 2;
    this.reveal(...(this.interest ?? [this.size.width, this.size.height / 2]));
  }

  /** All of it, in the middle. */
  fit() {
    const { clientWidth: width, clientHeight: height } = this.frame;
    if (!this.size || width === 0) return;
    const room = (side, length) => (side - 2 * PAD) / length;
    const whole = Math.min(room(width, this.size.width), room(height, this.size.height));
    this.scale = Math.min(LARGEST, whole);
    this.least = this.scale / 2;
    this.x = (width - this.size.width * this.scale) / 2;
    this.y = (height - this.size.height * this.scale) / 2;
    this.own = this.follows = false;
    this.place();
  }

  /** Nearer or farther; what is at this point of the frame stays there. */
  zoom(factor, x = this.frame.clientWidth / 2, y = this.frame.clientHeight / 2) {
    const scale = Math.max(this.least, Math.min(NEAREST, this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.own = true;
    this.place();
  }

  /** Brings a point of the drawing into sight where not all of it is seen. */
  reveal(x, y) {
    this.interest = [x, y];
    if (!this.size || !(this.own || this.follows)) return;
    const { clientWidth: width, clientHeight: height } = this.frame;
    const [left, top] = [this.x + x * this.scale, this.y + y * this.scale];
    const inside = (value, end, edge) => Math.max(edge, Math.min(end - edge, value));
    this.x += inside(left, width, Math.min(110, width / 3)) - left;
    this.y += inside(top, height, Math.min(60, height / 3)) - top;
    if (!this.own) this.fill();
    this.place();
  }

  /** No blank margin on one side while the drawing reaches beyond the other. */
  fill() {
    const within = (at, room, length) => (length + 2 * PAD < room ? (room - length) / 2 : Math.max(room - PAD - length, Math.min(PAD, at)));
    this.x = within(this.x, this.frame.clientWidth, this.size.width * this.scale);
    this.y = within(this.y, this.frame.clientHeight, this.size.height * this.scale);
  }

  place() {
    this.drawing.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.scale})`);
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey && !this.frame.matches(":focus-within")) return; // the page scrolls on
    event.preventDefault();
    const box = this.frame.getBoundingClientRect();
    this.zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 300), event.clientX - box.left, event.clientY - box.top);
  }

  down(event) {
    this.pointers.set(event.pointerId, event);
    this.dragged = false;
    this.from = { x: event.clientX, y: event.clientY };
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    if (this.pointers.size === 2) this.pinch(before, event);
    else if (this.dragged || Math.hypot(event.clientX - this.from.x, event.clientY - this.from.y) > CLICK) this.drag(before, event);
    else return;
    this.pointers.set(event.pointerId, event);
  }

  drag(before, event) {
    if (!this.dragged) this.frame.setPointerCapture(event.pointerId);
    this.dragged = this.own = true;
    this.x += event.clientX - before.clientX;
    this.y += event.clientY - before.clientY;
    this.place();
  }

  pinch(before, event) {
    const other = [...this.pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const box = this.frame.getBoundingClientRect();
    this.dragged = true;
    const middle = [(event.clientX + other.clientX) / 2 - box.left, (event.clientY + other.clientY) / 2 - box.top];
    this.zoom(apart(event) / Math.max(1, apart(before)), ...middle);
  }

  up(event) {
    this.pointers.delete(event.pointerId);
  }

  close() {
    this.observer.disconnect();
  }
}
