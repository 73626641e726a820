// Carries values to the script. What is sent while the script is known to run would interrupt it or wait behind it, so
// it is kept until the run has ended, the newest only. A short run is over before it is known of: then a second value
// may be on its way while the page still draws the one before, and a third where two do not make a smooth movement.
// Each of them adds to the time by which the page is behind the hand. One alone where answers take long: a server that
// a whole class keeps busy has enough to do.

import { scriptRuns, watchScript } from "./app.js";

const SMOOTH = 50; // ms between two answers, at most: some of them share a frame, and 15 redraws a second stay
const PROMPT = 300; // ms within which an answer comes where there is room for a second value
const LOST = 500; // ms without a run and without an answer after which a value has been lost
const PATIENCE = 1500; // ms that a final value waits for a slow run before it interrupts it

export class Courier {
  #send;
  #whenSettled;
  #most;
  #waiting = []; // the newest value, or nothing
  #sent = []; // when the values left that the script has not answered
  #trip = 100; // ms from a value to its answer, of late
  #nextTimer = 0;
  #lostTimer = 0;
  #hurryTimer = 0;
  #unwatch;

  /** `most` values may be on their way at the same time. */
  constructor(send, whenSettled, most = 1) {
    this.#send = send;
    this.#whenSettled = whenSettled;
    this.#most = most;
    this.#unwatch = watchScript(() => this.#look());
  }

  /** Nothing waits and nothing is on its way. */
  get settled() {
    return this.#waiting.length === 0 && this.#sent.length === 0;
  }

  /** Takes the newest value; it replaces one that still waits. */
  offer(value) {
    this.#waiting = [value];
    this.#deliver();
  }

  /** The value that waits is the last for now: it may interrupt a run that takes long. */
  hurry() {
    clearTimeout(this.#hurryTimer);
    if (this.#waiting.length) this.#hurryTimer = setTimeout(() => this.#deliver(true), PATIENCE);
  }

  /** The script has answered all values but the last few. */
  answered(but = 0) {
    while (this.#sent.length > Math.max(0, but)) this.#trip += (performance.now() - this.#sent.shift() - this.#trip) / 4;
    this.#look();
  }

  close() {
    clearTimeout(this.#nextTimer);
    clearTimeout(this.#lostTimer);
    clearTimeout(this.#hurryTimer);
    this.#unwatch();
  }

  #deliver(anyway = false) {
    clearTimeout(this.#nextTimer);
    const most = Math.min(this.#most, this.#room());
    if (this.#waiting.length === 0 || (!anyway && (this.#sent.length >= most || scriptRuns()))) return;
    const now = performance.now();
    const early = (this.#sent.at(-1) ?? -Infinity) + this.#trip / most - now;
    if (!anyway && early > 0) {
      this.#nextTimer = setTimeout(() => this.#deliver(), early);
      return;
    }
    const [value] = this.#waiting;
    this.#waiting = [];
    this.#sent.push(now);
    clearTimeout(this.#hurryTimer);
    this.#expect();
    this.#send(value);
  }

  /** How many values may be on their way, as promptly as answers come of late. */
  #room() {
    if (this.#trip >= PROMPT) return 1;
    return this.#trip > 2 * SMOOTH ? 3 : 2;
  }

  /** An answer may be lost: with a line that breaks, or with a run that fails. */
  #expect() {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = setTimeout(() => (scriptRuns() ? this.#expect() : this.answered()), LOST);
  }

  #look() {
    this.#deliver();
    if (this.settled) this.#whenSettled();
  }
}
