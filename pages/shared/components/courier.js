// Carries values to the script one at a time. Streamlit interrupts a running script when a new message comes, so a
// value that is sent too early starves the figures: the next one leaves only when the run before it has finished.

import { scriptRuns, watchScript } from "./app.js";

const STARTS_WITHIN = 500; // ms in which the server answers that a run has begun
const PATIENCE = 1500; // ms that a final value waits for a slow run before it interrupts it

export class Courier {
  #send;
  #whenSettled;
  #waiting = []; // the newest value, or nothing
  #inFlight = false;
  #started = false; // the run of the value in flight has begun
  #startTimer = 0;
  #hurryTimer = 0;
  #unwatch;

  constructor(send, whenSettled) {
    this.#send = send;
    this.#whenSettled = whenSettled;
    this.#unwatch = watchScript(() => this.#look());
  }

  /** Nothing waits and nothing is on its way. */
  get settled() {
    return this.#waiting.length === 0 && !this.#inFlight;
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

  /** The script has seen the value in flight. */
  seen() {
    if (!this.#inFlight) return;
    this.#started = true;
    this.#look();
  }

  close() {
    clearTimeout(this.#startTimer);
    clearTimeout(this.#hurryTimer);
    this.#unwatch();
  }

  #deliver(anyway = false) {
    if (this.#waiting.length === 0 || (!anyway && (this.#inFlight || scriptRuns()))) return;
    const [value] = this.#waiting;
    this.#waiting = [];
    this.#inFlight = true;
    this.#started = false;
    clearTimeout(this.#hurryTimer);
    clearTimeout(this.#startTimer);
    this.#startTimer = setTimeout(() => this.seen(), STARTS_WITHIN); // the answer was lost or too quick to notice
    this.#send(value);
  }

  #look() {
    if (scriptRuns()) {
      this.#started = true;
      return;
    }
    if (this.#inFlight && this.#started) {
      this.#inFlight = false;
      clearTimeout(this.#startTimer);
    }
    this.#deliver();
    if (this.settled) this.#whenSettled();
  }
}
