// The point of a figure under the mouse, told to the script while the mouse moves: once for each point, the newest only.

import { Teller } from "../teller.js";

const REST = 120; // ms after which a mouse rests

export class Hover {
  #curves = []; // numbers of the traces whose points are told
  #last = ""; // the point told last, until the mouse is over another or leaves
  #teller;
  #resting = 0;

  /** `send(point, count)` gives the script a point; it has heard so many. */
  constructor(count, send) {
    this.#teller = new Teller(count, send, () => {});
  }

  /** What the script says now. */
  update({ curves, count }) {
    this.#curves = curves;
    this.#teller.answered(count);
  }

  /** The mouse is over this point: it is told once. */
  over(point) {
    const told = point && this.#curves.includes(point.curveNumber) ? described(point) : undefined;
    const name = told ? JSON.stringify([told.curve, told.point]) : "";
    const known = name === this.#last;
    this.#last = name;
    if (told && !known) this.#teller.tell(told);
  }

  /** Looks once more where the mouse has come to rest: a redraw makes Plotly forget the end of its way. */
  atRest(look) {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(look, REST);
  }

  leave() {
    clearTimeout(this.#resting);
    this.#last = "";
  }

  close() {
    clearTimeout(this.#resting);
    this.#teller.close();
  }
}

/** What the script is told of a point that is clicked or hovered. */
export function described({ curveNumber, pointNumber, x, y, z, customdata }) {
  const plain = (value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
  return { curve: curveNumber, point: pointNumber, x, y, z, customdata: plain(customdata) };
}
