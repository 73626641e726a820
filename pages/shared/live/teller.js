// Who is ahead, the reader or the script: values are counted, and the script's value is shown once it knows the last.

import { Courier } from "./courier.js";

const AT_ONCE = 3; // values on their way: one is drawn, one is computed, one travels
const FORGETFUL = 1500; // ms after which an answer that does not know the last value is no longer a late one

export class Teller {
  #count; // of values told so far
  #known; // of them, how many the script has answered
  #doubt = 0;
  #courier;
  #settle;

  /** `send(value, count)` gives a value to the script; `settle()` is called when the script's value may be shown. */
  constructor(count, send, settle) {
    this.#count = this.#known = count;
    this.#settle = settle;
    this.#courier = new Courier((value) => send(value, ++this.#count), settle, AT_ONCE);
  }

  /** The reader has set what the script does not know yet. */
  get ahead() {
    return !this.#courier.settled || this.#known < this.#count;
  }

  /** Carries the newest value; `last` for now, if the hand rests: then it may interrupt a run that takes long. */
  tell(value, last = true) {
    this.#courier.offer(value);
    if (last) this.#courier.hurry();
  }

  /** The hand rests: the value told last is the last for now. */
  rest() {
    this.#courier.hurry();
  }

  /** The script has answered, and knows so many values. */
  answered(count) {
    clearTimeout(this.#doubt);
    this.#known = count;
    this.#courier.answered(this.#count - count);
    if (count < this.#count) this.#doubt = setTimeout(() => this.#believe(), FORGETFUL);
    this.#settle();
  }

  /** The script no longer knows what it was told; its value stands. */
  #believe() {
    if (!this.#courier.settled) return;
    this.#count = this.#known;
    this.#settle();
  }

  close() {
    this.#courier.close();
    clearTimeout(this.#doubt);
  }
}
