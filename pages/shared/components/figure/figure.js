// A Plotly figure that is changed in place: one node, one Plotly.react for every new specification.

import { make, whenGone } from "../app.js";

const THEME_COLOUR = /var\((--st-[\w-]+)\)/g;
const FLAT_BUTTONS = [["zoom2d", "pan2d", "resetScale2d", "toImage"]];
const SCENE_BUTTONS = [["resetCameraDefault3d", "toImage"]];
const SPEAK_AFTER = 800; // ms of rest before a screen reader is told what has changed
const UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";

export default function ({ data, parentElement, setTriggerValue }) {
  const figure = (parentElement.figure ??= new Figure(parentElement));
  figure.tell = setTriggerValue;
  figure.update(new TextDecoder().decode(data));
  return whenGone(parentElement, () => figure.close());
}

class Figure {
  #source = ""; // what the script sent
  #shown = ""; // the same with the theme's colours, as it is drawn
  #drawing = false;
  #plotly;

  constructor(parent) {
    this.plot = make("div", { role: "img", style: "width:100%" });
    this.spoken = make("div", { "aria-live": "polite", style: UNSEEN });
    parent.append(this.plot, this.spoken);
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(parent);
  }

  /** A new specification, or the same in a new theme. */
  update(source) {
    this.#source = source;
    this.draw();
  }

  /** Draws the newest specification; what came meanwhile is drawn afterwards, the newest only. */
  async draw() {
    if (this.#drawing || this.width() === 0) return;
    this.#drawing = true;
    try {
      for (let text = this.coloured(); text !== this.#shown; text = this.coloured()) {
        this.#shown = text;
        await this.react(JSON.parse(text));
      }
    } finally {
      this.#drawing = false;
    }
  }

  /** The source with the theme's variables filled in, at this moment. */
  coloured() {
    const style = getComputedStyle(this.plot);
    const valueOf = (_, name) => JSON.stringify(style.getPropertyValue(name).trim()).slice(1, -1);
    return this.#source.replace(THEME_COLOUR, valueOf);
  }

  async react({ about, figure }) {
    this.describe(about.alt);
    this.plot.style.height = `${figure.layout.height ?? 450}px`;
    this.#plotly ??= await plotlyFrom(about.plotly);
    const layout = { uirevision: "keep", ...figure.layout, width: this.width(), autosize: false };
    layout.font = { family: getComputedStyle(this.plot).getPropertyValue("--st-font"), ...layout.font };
    await this.#plotly.react(this.plot, figure.data, layout, configOf(layout));
    this.clickable = about.clickable;
    if (!this.listening) this.listen();
  }

  listen() {
    this.listening = true;
    this.plot.on("plotly_click", ({ points }) => {
      if (this.clickable && points.length) this.tell("click", described(points[0]));
    });
  }

  describe(alt) {
    this.plot.setAttribute("aria-label", alt);
    clearTimeout(this.speech);
    const first = this.said === undefined;
    this.said = alt;
    if (!first) this.speech = setTimeout(() => (this.spoken.textContent = alt), SPEAK_AFTER);
  }

  width() {
    return Math.floor(this.plot.clientWidth);
  }

  /** The column has another width. */
  fit() {
    const width = this.width();
    if (width === 0) return; // in a tab that is not open
    if (!this.plot._fullLayout) this.draw();
    else if (this.plot._fullLayout.width !== width) this.#plotly.relayout(this.plot, { width });
  }

  close() {
    clearTimeout(this.speech);
    this.observer.disconnect();
    this.#plotly?.purge(this.plot);
  }
}

function configOf(layout) {
  const is3d = Object.keys(layout).some((name) => name.startsWith("scene"));
  return {
    displaylogo: false,
    doubleClick: "reset",
    modeBarButtons: is3d ? SCENE_BUTTONS : FLAT_BUTTONS,
    responsive: false,
    showTips: false,
  };
}

/** What the script is told of a clicked point. */
function described({ curveNumber, pointNumber, x, y, z, customdata }) {
  const plain = (value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
  return { curve: curveNumber, point: pointNumber, x, y, z, customdata: plain(customdata) };
}

/** Plotly itself, read once for the page. */
function plotlyFrom(path) {
  window.gradusPlotly ??= new Promise((resolve, reject) => {
    const script = make("script", { src: new URL(path, document.baseURI).href });
    script.addEventListener("load", () => resolve(window.Plotly ?? window.moduleName));
    script.addEventListener("error", () => reject(new Error(`${path} could not be read.`)));
    document.head.append(script);
  });
  return window.gradusPlotly;
}
