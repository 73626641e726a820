// What a part of a figure tells the script while it is dragged: by courier, each message with its number, so that the
// script's own values are followed again as soon as it has heard the last one.

import { Courier } from "../courier.js";

const AT_ONCE = 3; // values on their way: one is drawn, one is computed, one travels
const FORGETFUL = 1500; // ms after which an answer that does not know the last value is no longer a late one

export class Speech {
  #courier;
  #doubt = 0;
  #follow;

  /** `send(value, number)` tells the script; `follow(number)` is called when it has answered up to that message. */
  constructor(count, send, follow) {
    this.count = count; // of messages so far
    this.heard = count; // of those that the script had heard when it drew what is shown
    this.#follow = follow;
    this.#courier = new Courier((value) => send(value, ++this.count), () => follow(this.heard), AT_ONCE);
  }

  say(value) {
    this.#courier.offer(value);
  }

  /** The last value is the last for now. */
  rest() {
    this.#courier.hurry();
  }

  /** The script has drawn anew; it had heard so many messages. */
  answered(heard) {
    clearTimeout(this.#doubt);
    this.heard = heard;
    this.#courier.answered(this.count - heard);
    if (heard < this.count) this.#doubt = setTimeout(() => this.#believe(), FORGETFUL);
    this.#follow(heard);
  }

  /** The script no longer knows what it was told; its values stand. */
  #believe() {
    if (!this.#courier.settled) return;
    this.#follow(this.count);
    this.count = this.heard;
  }

  close() {
    clearTimeout(this.#doubt);
    this.#courier.close();
  }
}
