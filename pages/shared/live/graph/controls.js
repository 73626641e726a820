// The player's bar, with a mark where the forward pass ends, and the buttons of how much is seen.

import { make } from "../app.js";
import { Bar, named, picture } from "../player/bar.js";

const PATHS = {
  near: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  far: "M5 11h14v2H5z",
  fit: "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z",
};
const BUTTONS = ["reset", "back", "play", "forward", "end"];
const SPEEDS = [0.5, 1, 2, 4, 10];

export class Controls {
  /** `act(name, value)` is told of every button. */
  constructor(act) {
    this.buttons = Object.fromEntries(
      Object.entries(PATHS).map(([name, path]) => {
        const node = make("button", { type: "button", class: name }, picture(path, "flat"));
        node.addEventListener("click", () => act(name));
        return [name, node];
      }),
    );
    this.zoom = make("div", { class: "zoom", role: "group" }, ...Object.values(this.buttons));
    this.player = new Bar(act, { buttons: BUTTONS, speeds: SPEEDS });
    this.bar = this.player.root;
  }

  load(steps, words) {
    this.words = words;
    this.steps = steps;
    for (const [key, node] of Object.entries(this.buttons)) named(node, words[key]);
    this.player.name(words.player, words.step);
    this.player.track.style.setProperty("--turn", (steps.forward + 0.5) / steps.last);
  }

  show(player) {
    const { words, steps } = this;
    this.player.show(player, `${words[`phase_${steps.phase(player.frame)}`]} ${player.frame} / ${steps.last}`);
  }
}
