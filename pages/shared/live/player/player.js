// The playhead: a place among the frames that moves with the clock, or by hand; and the display that it moves on.

const CALM_RATE = 4; // frames a second where the reader asked for less motion
const LONGEST_STEP = 250; // ms that pass at most between two frames of the display; a page that was hidden goes on
const LAST_LOOK = 0.6; // s at the last frame before a film begins again

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Player {
  #place = 0.5;
  #last = 0;

  /** `pace` is how many frames a second are shown at speed 1. */
  constructor(pace = 1) {
    this.pace = pace;
    this.count = 1;
    this.playing = false;
    this.loop = false;
    this.speed = 1;
  }

  get frame() {
    return Math.min(this.count - 1, Math.floor(this.#place));
  }

  get last() {
    return this.count - 1;
  }

  get atEnd() {
    return this.frame === this.last;
  }

  get rate() {
    const rate = this.pace * this.speed;
    return calm() ? Math.min(rate, CALM_RATE) : rate;
  }

  /** To the middle of a frame's time, so that an uneven clock neither skips nor repeats frames at the display's rate. */
  seek(frame) {
    this.#place = Math.max(0, Math.min(this.last, frame)) + 0.5;
  }

  /** By hand: playing ends. */
  jump(frame) {
    this.playing = false;
    this.seek(frame);
  }

  step(frames) {
    this.jump(this.frame + frames);
  }

  /** Plays; from the start again where it had come to the end. */
  play() {
    if (this.atEnd) this.seek(0);
    this.playing = this.count > 1;
    this.#last = 0;
  }

  pause() {
    this.playing = false;
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** A button of the bar or a key: whether it moved the playhead or changed how it moves. */
  act(name, value) {
    const { last } = this;
    const moves = { reset: () => this.jump(0), end: () => this.jump(last), back: () => this.step(-1), forward: () => this.step(1) };
    Object.assign(moves, { seek: () => this.jump(value), step: () => this.step(value), play: () => this.toggle() });
    Object.assign(moves, { loop: () => (this.loop = !this.loop), speed: () => (this.speed = value) });
    if (!(name in moves)) return false;
    moves[name]();
    return true;
  }

  /** Moves to where the playhead is at this time, in milliseconds. Frames are left out where the display is slow. */
  tick(now) {
    if (!this.playing) return;
    if (this.#last) this.#place += (Math.min(now - this.#last, LONGEST_STEP) / 1000) * this.rate;
    this.#last = now;
    if (this.#place < this.last) return;
    if (this.loop && this.#place < this.last + this.rate * LAST_LOOK) return;
    this.seek(this.loop ? 0 : this.last);
    this.playing = this.loop;
  }
}

/** The frames of the display, asked for one at a time. There are none while a node is out of sight, or the page is. */
export class Display {
  #request = 0;
  #asked = false;
  #seen = true; // until we are told otherwise

  constructor(node, tick) {
    this.tick = tick;
    this.sight = new IntersectionObserver((changes) => {
      this.#seen = changes.at(-1).isIntersecting;
      if (this.#seen && this.#asked) this.ask();
    });
    this.sight.observe(node);
  }

  ask() {
    this.#asked = true;
    if (!this.#seen) return;
    this.#request ||= requestAnimationFrame((now) => {
      this.#request = 0;
      this.#asked = false;
      this.tick(now);
    });
  }

  close() {
    cancelAnimationFrame(this.#request);
    this.sight.disconnect();
  }
}
