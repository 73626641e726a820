// Writes into the page's `.done-line` how much is done and where that is kept; its button forgets it.

import { takeNoRoom, whenDrawn, whenGone } from "../app.js";
import { counted } from "./counts.js";
import { forget, lasting, read, watch } from "./store.js";

export default function ({ data, parentElement }) {
  takeNoRoom(parentElement);
  const line = (parentElement.line ??= new Line());
  line.update(data);
  return whenGone(parentElement, () => line.close());
}

class Line {
  update(data) {
    this.data = data;
    this.ends ??= [watch(() => this.write()), whenDrawn(".done-line", (place) => this.take(place))];
    this.write();
  }

  take(place) {
    this.place = place;
    place.querySelector("button").addEventListener("click", forget);
    this.write();
  }

  write() {
    if (!this.place) return;
    const { tasks, words } = this.data;
    const { done, last } = read();
    const sums = { met: 0, tried: 0, challenges: 0, experiments: 0 };
    for (const [slug, known] of Object.entries(tasks)) {
      const { met, tried } = counted(done[slug] ?? [], known);
      sums.met += met;
      sums.tried += tried;
      sums.challenges += known.challenge.length;
      sums.experiments += known.experiment.length;
    }
    const some = sums.met + sums.tried > 0 || last !== null;
    const text = some ? words.some.replace(/\{(\w+)\}/g, (_, name) => sums[name]) : words.none;
    const kept = lasting() ? words.kept : words.not_kept;
    this.place.querySelector("p").textContent = words.joined.replace("{done}", text).replace("{kept}", kept);
    this.place.querySelector("button").hidden = !some;
  }

  close() {
    this.ends.forEach((end) => end());
  }
}
