// The clock of the film: a place that moves one step at a time, by itself or by hand.

const STEPS_A_SECOND = 1.25; // at speed 1; a reader needs a moment for each sentence

export class Player {
  #timer = 0;

  /** `show(place)` is told of every new place, `change()` when playing starts or ends. */
  constructor(show, change) {
    this.show = show;
    this.change = change;
    this.place = 0;
    this.last = 0;
    this.speed = 1;
    this.playing = false;
  }

  go(place) {
    const next = Math.max(0, Math.min(this.last, place));
    if (next === this.place) return;
    this.place = next;
    this.show(next);
  }

  /** By hand: playing ends. */
  jump(place) {
    this.pause();
    this.go(place);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Plays to the end; from the start where it was at the end. */
  play() {
    if (this.place === this.last) this.go(0);
    this.playing = true;
    this.change();
    this.wait();
  }

  wait() {
    this.#timer = setTimeout(() => this.tick(), 1000 / STEPS_A_SECOND / this.speed);
  }

  tick() {
    if (!this.playing) return;
    this.go(this.place + 1);
    if (this.place === this.last) this.pause();
    else this.wait();
  }

  pause() {
    clearTimeout(this.#timer);
    if (!this.playing) return;
    this.playing = false;
    this.change();
  }
}
