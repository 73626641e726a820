// What is known at which place of the film. Place 0: the values that were given; then one place a step; the last: all.

export class Steps {
  constructor(film) {
    this.film = film;
    this.forward = film.steps.filter(({ phase }) => phase === "forward").length;
    this.last = film.steps.length + 1;
    this.valueAt = film.nodes.map(() => 0);
    this.arrivals = film.nodes.map(() => []); // what a node's gradient is after each place where it grows
    this.givenAt = new Map(); // the place at which a node hands its gradient on
    this.madeAt = new Map();
    this.shares = new Map(); // what a node has passed on along one edge, by "from>to"
    film.steps.forEach((step, k) => this.read(step, k + 1));
  }

  read(step, place) {
    if (step.phase === "forward") {
      this.valueAt[step.node] = place;
      this.madeAt.set(step.node, place);
      return;
    }
    const own = this.arrivals[step.node];
    if (own.length === 0) own.push({ place, text: step.arrives_text, peak: peakOf(step.arrives), array: step.arrives });
    this.givenAt.set(step.node, place);
    for (const pass of step.passes) {
      this.arrivals[pass.parent].push({ place, text: pass.after_text, peak: pass.peak, array: pass.after });
      const edge = `${pass.parent}>${step.node}`;
      const share = this.shares.get(edge);
      if (share) share.texts.push(pass.share_text);
      else this.shares.set(edge, { place, texts: [pass.share_text], peak: peakOf(pass.share) });
    }
  }

  /** What has gone back along an edge, or none where nothing has yet. */
  share(parent, node, place) {
    const share = this.shares.get(`${parent}>${node}`);
    return share && share.place <= place ? share : undefined;
  }

  /** The step that has just been made, or none at either end. */
  step(place) {
    return place === this.last ? undefined : this.film.steps[place - 1];
  }

  phase(place) {
    if (place === 0) return "start";
    return place === this.last ? "end" : this.step(place).phase;
  }

  knowsValue(node, place) {
    return this.valueAt[node] <= place;
  }

  /** The gradient of a node as far as it has been added up, or none where nothing has arrived. */
  gradient(node, place) {
    const all = this.arrivals[node];
    if (place === this.last) return all.at(-1);
    return all.findLast((arrival) => arrival.place <= place);
  }

  /** Whether everything that will arrive at a node has arrived. */
  complete(node, place) {
    return (this.arrivals[node].at(-1)?.place ?? Infinity) <= place;
  }

  /** What can be said to be wrong at a node by now: of its value, and of its gradient once that has come. */
  marks(node, place) {
    const arrived = this.gradient(node, place) !== undefined;
    const known = this.knowsValue(node, place);
    return this.film.nodes[node].marks.filter(({ reason }) => (reason.startsWith("gradient") ? arrived : known));
  }

  /** Where a click on a node leads: to what it does in the pass that is on, then to the other one. */
  placeOf(node, place) {
    const made = this.madeAt.get(node) ?? this.firstUse(node);
    const gives = this.givenAt.get(node) ?? this.arrivals[node].at(-1)?.place ?? made;
    const backwards = place > this.forward;
    if (backwards) return place === gives ? made : gives;
    return place === made ? gives : made;
  }

  firstUse(node) {
    const used = this.film.steps.findIndex((step) => this.film.nodes[step.node].parents.includes(node));
    return used < 0 ? 0 : used + 1;
  }
}

/** The number of an array that is farthest from 0; `Infinity` and `NaN` come as words. */
export function peakOf(array) {
  const numbers = [array].flat(Infinity).map(Number);
  return numbers.reduce((far, number) => (Math.abs(number) > Math.abs(far) || Number.isNaN(number) ? number : far), 0);
}
