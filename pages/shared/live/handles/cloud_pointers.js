// The pointer on the points of a scatter: it drags one, shows its numbers, and by clicks adds and removes.

const STILL = 4; // pixels that a click may move
const TWICE = 400; // ms between the two clicks of a double click

export class CloudPointers {
  #grab; // the pointer, the point that it holds, and how
  #tap = { time: -Infinity, at: [0, 0] }; // the last press on the empty plane
  #click = { time: -Infinity }; // the last click on a point

  constructor(cloud) {
    this.cloud = cloud;
    const { root, overlay } = cloud;
    const on = (name, react) => root.addEventListener(name, react);
    on("pointerdown", (event) => this.take(event));
    on("pointermove", (event) => (this.#grab ? this.drag(event) : this.point(event)));
    on("pointerup", (event) => this.drop(event, true));
    for (const name of ["pointercancel", "lostpointercapture"]) on(name, (event) => this.drop(event, false));
    on("pointerleave", () => cloud.showTip(undefined));
    root.addEventListener("touchstart", this.#hold, { passive: false });
    // Plotly's plane is below: a press beside a point is heard there, before Plotly hears it.
    overlay.plot.addEventListener("pointerdown", this.#pressed, { capture: true });
    overlay.plot.addEventListener("touchstart", this.#hold, { capture: true, passive: false });
  }

  /** The index of the point that the pointer carries. */
  get held() {
    return this.#grab?.moved ? this.#grab.k : undefined;
  }

  /** A finger that holds a point does not scroll the page. */
  #hold = (event) => {
    if (this.#grab?.k === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** A press on Plotly's plane: on a point that is near, or on nothing. */
  #pressed = (event) => {
    const { cloud } = this;
    if (!cloud.plane || event.target.closest(".modebar, .legend")) return;
    if (cloud.nearest(cloud.overlay.pixels(event)) === undefined) return this.tap(event);
    event.stopPropagation();
    this.take(event);
  };

  take(event) {
    const { cloud } = this;
    if (event.button !== 0 || this.#grab || !cloud.plane) return;
    event.preventDefault();
    cloud.keys.letGo();
    cloud.root.focus({ preventScroll: true });
    const from = cloud.overlay.pixels(event);
    const k = cloud.nearest(from);
    this.#grab = { pointer: event.pointerId, k, from, moved: false };
    if (k === undefined) return; // a click on the empty plane, perhaps
    this.#grab.off = cloud.plane.pixels(cloud.points[k]).map((pixel, axis) => pixel - from[axis]);
    cloud.root.setPointerCapture(event.pointerId);
    cloud.choose(k);
  }

  drag(event) {
    const grab = this.#grab;
    if (event.pointerId !== grab.pointer) return;
    const now = this.cloud.overlay.pixels(event);
    grab.moved ||= distance(now, grab.from) > STILL;
    if (!grab.moved || grab.k === undefined || this.cloud.tools.mode === "remove") return;
    this.cloud.move(grab.k, now.map((pixel, axis) => pixel + grab.off[axis]), false);
  }

  /** The hand lets go; without a movement it was a click. */
  drop(event, here) {
    const grab = this.#grab;
    if (event.pointerId !== grab?.pointer) return;
    this.letGo();
    if (grab.moved || !here) return;
    if (grab.k === undefined) this.cloud.add(grab.from);
    else this.click(grab.k, event.timeStamp);
  }

  letGo() {
    this.#grab = undefined;
    this.cloud.speech.rest();
  }

  /** A click on a point: the second one of a double click removes it. */
  click(k, time) {
    const { mode } = this.cloud.tools;
    const twice = k === this.#click.k && time - this.#click.time < TWICE && mode === "move";
    this.#click = twice ? { time: -Infinity } : { k, time };
    if (twice || mode === "remove") this.cloud.remove(k);
  }

  /** The pointer passes: the numbers of the point below it. */
  point(event) {
    if (this.cloud.plane) this.cloud.showTip(this.cloud.nearest(this.cloud.overlay.pixels(event)));
  }

  /** A press on the empty plane; the second one of a double click adds a point. */
  tap(event) {
    const { overlay, plane } = this.cloud;
    const at = overlay.pixels(event);
    const before = this.#tap;
    this.#tap = { time: event.timeStamp, at };
    const twice = event.timeStamp - before.time < TWICE && distance(at, before.at) <= 2 * STILL;
    if (!twice || event.button !== 0 || !plane.holds(at)) return;
    this.#tap.time = -Infinity;
    const ended = new AbortController();
    const lifted = (up) => {
      if (up.pointerId !== event.pointerId) return;
      ended.abort();
      if (up.type === "pointerup" && distance(overlay.pixels(up), at) <= STILL) this.cloud.add(at);
    };
    const options = { capture: true, signal: ended.signal };
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, lifted, options);
  }

  close() {
    const { plot } = this.cloud.overlay;
    plot.removeEventListener("pointerdown", this.#pressed, { capture: true });
    plot.removeEventListener("touchstart", this.#hold, { capture: true });
  }
}

const distance = ([x, y], [otherX, otherY]) => Math.hypot(x - otherX, y - otherY);
