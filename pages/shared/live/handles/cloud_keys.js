// Keys on the points of a scatter: one is chosen, taken hold of, moved, removed, added.

import { stepsOf } from "./ways.js";

export class CloudKeys {
  #held; // where the point stood when Enter took hold of it

  constructor(cloud) {
    this.cloud = cloud;
    cloud.root.addEventListener("keydown", (event) => this.press(event));
    cloud.root.addEventListener("blur", () => this.letGo());
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.cloud.plane) return;
    const react = this.reaction(event);
    if (!react) return;
    event.preventDefault();
    react();
  }

  reaction(event) {
    const { cloud } = this;
    const steps = stepsOf(event);
    const some = cloud.points[cloud.chosen] !== undefined;
    if (steps) return () => (this.#held ? this.move(steps) : this.choose(steps));
    switch (event.key) {
      case "Enter":
      case " ":
        return () => (this.#held ? this.drop() : some ? this.grab() : this.first());
      case "Escape":
        return () => (this.#held ? this.putBack() : cloud.choose(undefined));
      case "Delete":
      case "Backspace":
        return some ? () => this.remove() : undefined;
      case "Insert":
      case "+":
        return () => this.add();
      default:
        return undefined;
    }
  }

  /** The nearest point in the direction of the key, as it looks on the screen. */
  choose([right, up]) {
    const { cloud } = this;
    if (cloud.points[cloud.chosen] === undefined) return this.first();
    const [left, top] = cloud.plane.pixels(cloud.points[cloud.chosen]);
    let best;
    cloud.points.forEach((point, k) => {
      const [x, y] = cloud.plane.pixels(point);
      if (k === cloud.chosen || !cloud.plane.holds([x, y])) return;
      const ahead = Math.sign(right) * (x - left) - Math.sign(up) * (y - top);
      const aside = Math.abs(right ? y - top : x - left);
      const next = (k - cloud.chosen) * (right + up) > 0; // of points that lie on each other
      if (ahead === 0 && aside === 0 ? !next : ahead <= 0 || aside > ahead) return;
      const cost = ahead + 2 * aside;
      if (!best || cost < best.cost) best = { k, cost };
    });
    if (best) this.tell(best.k);
  }

  /** Chooses the point nearest to the middle. */
  first() {
    const { cloud } = this;
    if (cloud.points.length === 0) return cloud.overlay.say(cloud.overlay.words.none);
    this.tell(cloud.nearest(this.middle, Infinity));
  }

  get middle() {
    const { x, y } = this.cloud.plane;
    return [x.offset + x.length / 2, y.offset + y.length / 2];
  }

  tell(k) {
    const { cloud } = this;
    cloud.choose(k);
    const numbers = { number: k + 1, count: cloud.points.length };
    cloud.overlay.say(cloud.overlay.word("chosen", { ...cloud.text(k), ...numbers }));
  }

  grab() {
    const { cloud } = this;
    this.#held = cloud.points[cloud.chosen].slice(0, 2);
    cloud.root.classList.add("held");
    cloud.overlay.say(cloud.overlay.words.grabbed);
  }

  move(steps) {
    const { cloud } = this;
    const place = cloud.points[cloud.chosen]?.slice(0, 2);
    if (!place) return this.letGo();
    cloud.put(cloud.chosen, place.map((value, k) => (steps[k] ? cloud.grids[k].stepped(value, steps[k]) : value)));
  }

  drop() {
    const { cloud } = this;
    this.letGo();
    if (cloud.points[cloud.chosen]) cloud.overlay.say(cloud.overlay.word("dropped", cloud.text(cloud.chosen)));
  }

  putBack() {
    const { cloud } = this;
    if (cloud.points[cloud.chosen]) cloud.put(cloud.chosen, this.#held);
    this.drop();
  }

  letGo() {
    this.#held = undefined;
    this.cloud.root.classList.remove("held");
  }

  remove() {
    this.letGo();
    this.cloud.remove(this.cloud.chosen);
  }

  /** A point beside the chosen one, or in the middle, in the hand. */
  add() {
    const { cloud } = this;
    const beside = cloud.points[cloud.chosen];
    const at = beside ? cloud.plane.pixels(beside).map((pixel) => pixel + 16) : this.middle;
    if (cloud.add(at) !== undefined) this.grab();
  }
}
