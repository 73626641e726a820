// One line: how much is done, where that is kept, and the button that forgets it.

import { make, styleSheet, whenGone } from "../app.js";
import { counted } from "./counts.js";
import { forget, lasting, read, watch } from "./store.js";

const STYLE = await styleSheet("line.css", import.meta.url);

export default function ({ data, parentElement }) {
  const line = (parentElement.line ??= new Line(parentElement));
  line.update(data);
  return whenGone(parentElement, () => line.close());
}

class Line {
  constructor(root) {
    root.adoptedStyleSheets = [STYLE];
    this.text = make("p", { role: "status" });
    this.button = make("button", { type: "button" });
    root.append(this.text, this.button);
    this.button.addEventListener("click", forget);
    this.close = watch(() => this.write());
  }

  update(data) {
    this.data = data;
    this.write();
  }

  write() {
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
    this.text.textContent = `${text} ${lasting() ? words.kept : words.not_kept}`;
    this.button.textContent = words.forget;
    this.button.disabled = !some;
  }
}
