// Tells the script where the playhead rests, and follows the script where it has a new place. Nothing is told meanwhile.

import { Courier } from "../courier.js";

const REST = 500; // ms after the last move
const FORGETFUL = 1500; // ms after which an answer that does not know the last place is no longer a late one

export class Rest {
  #restTimer = 0;
  #doubtTimer = 0;
  #moving = false;
  #count; // of places told so far
  #script = {}; // what it said last
  #known; // the script's frame that was told or followed last

  /** `tell(frame, count)` goes to the script; `follow(frame)` goes to its place; `speak()` is for whoever listens.
      `frame()` is what the place is called between the two, by default its number. */
  constructor(player, { count, tell, follow, speak, frame = () => player.frame }) {
    Object.assign(this, { player, tell, follow, speak, frame });
    this.#count = count;
    this.courier = new Courier((frame) => this.#send(frame), () => this.#settle());
  }

  /** The playhead has moved, by hand or by the clock. */
  moved() {
    clearTimeout(this.#restTimer);
    this.#moving = true;
    this.#restTimer = setTimeout(() => this.#ended(), REST);
  }

  /** The script's frame, and how many places it knows. */
  update({ frame, count }) {
    this.#script = { frame, count };
    clearTimeout(this.#doubtTimer);
    this.courier.answered(this.#count - count);
    if (count < this.#count) this.#doubtTimer = setTimeout(() => this.#believe(), FORGETFUL);
    this.#settle();
  }

  /** The frames are others: the script's place counts again. */
  renew() {
    this.#known = undefined;
  }

  close() {
    clearTimeout(this.#restTimer);
    clearTimeout(this.#doubtTimer);
    this.courier.close();
  }

  #ended() {
    if (this.player.playing) return this.moved();
    this.#moving = false;
    this.speak();
    if (this.frame() === this.#known) return;
    this.courier.offer(this.frame());
    this.courier.hurry();
  }

  #send(frame) {
    this.#count += 1;
    this.#known = frame;
    this.tell(frame, this.#count);
  }

  /** The script no longer knows what it was told; its place stands. */
  #believe() {
    if (!this.courier.settled) return;
    this.#count = this.#script.count;
    this.#settle();
  }

  #settle() {
    const { frame, count } = this.#script;
    if (!this.courier.settled || this.#moving || count < this.#count || frame === this.#known) return;
    this.#known = frame;
    if (!this.player.playing) this.follow(frame);
  }
}
