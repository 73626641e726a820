// The playhead: a place among the frames that moves with the clock, or by hand.

const CALM_RATE = 4; // frames a second where the reader asked for less motion

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Player {
  #place = 0;
  #last = 0;

  constructor() {
    this.count = 1;
    this.playing = false;
    this.loop = false;
    this.speed = 1;
  }

  get frame() {
    return Math.min(this.count - 1, Math.floor(this.#place));
  }

  get atEnd() {
    return this.frame === this.count - 1;
  }

  /** Frames a second: at speed 1 the whole film takes five seconds, and shorter ones at least four. */
  get rate() {
    const rate = Math.min(60, this.count / 4) * this.speed;
    return calm() ? Math.min(rate, CALM_RATE) : rate;
  }

  /** To the middle of a frame's time, so that an uneven clock neither skips nor repeats frames at the display's rate. */
  seek(frame) {
    this.#place = Math.max(0, Math.min(this.count - 1, frame)) + 0.5;
  }

  step(frames) {
    this.playing = false;
    this.seek(this.frame + frames);
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

  /** Moves to where the playhead is at this time, in milliseconds. */
  tick(now) {
    if (!this.playing) return;
    if (this.#last) this.#place += (Math.min(now - this.#last, 250) / 1000) * this.rate;
    this.#last = now;
    if (this.#place < this.count - 1) return;
    if (this.loop && this.#place < this.count - 1 + this.rate * 0.6) return; // a moment to see the end
    this.seek(this.loop ? 0 : this.count - 1);
    this.playing = this.loop;
  }
}
