// A Plotly figure that is changed in place: one node, one Plotly.react for every new specification. Out of sight it is
// drawn once no newer one has come for a while: a dragged slider waits for the figures that are seen, and for no others.

import { make, themeName, whenGone } from "../app.js";
import { moveCurves } from "./curves.js";
import { Hover, described } from "./hover.js";
import { NARROW, fitted } from "./narrow.js";
import { plotlyFrom } from "./plotly.js";
import { camerasNow, keepCameras, leaveStill, withScene } from "./scenes.js";
import { Versions } from "./sharing.js";

const THEME_COLOUR = /var\((--st-[\w-]+)\)/g;
const FLAT_BUTTONS = [["zoom2d", "pan2d", "resetScale2d", "toImage"]];
const STILL_BUTTONS = [["toImage"]]; // of a figure whose axes are fixed
const SCENE_BUTTONS = [["resetCameraDefault3d", "toImage"]];
const SPEAK_AFTER = 800; // ms of rest before a screen reader is told what has changed
const UNSEEN_WAITS = 250; // ms of rest before a figure out of sight is drawn
const RESTS = 4; // times the milliseconds of a drawing: so long another figure than the first waits for its next
const LONGEST_REST = 250; // ms
const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING;
const UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";

const figures = new Set();

export default async function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const figure = (parentElement.figure ??= new Figure(parentElement));
  figure.tell = setTriggerValue;
  figure.keep = setStateValue;
  await figure.update(new TextDecoder().decode(data));
  return whenGone(parentElement, () => {
    figure.close();
    delete parentElement.figure; // the node may come back: then it is drawn anew
  });
}

export class Figure {
  #about; // what the script says beside the figure
  #source = ""; // the figure that the script sent
  #shown = ""; // the same with the theme's colours, as it is drawn
  #drawing = false;
  #seen = true; // until we are told otherwise
  #wait = 0;
  plotly; // once it has been read
  #overlay; // a promise of what can be dragged, where there is something
  #hover; // what tells the script of the point under the mouse, where it asks for that
  #versions = new Versions();
  #theme = { name: undefined, values: new Map() };
  #last = { ended: 0, took: 0 }; // of the drawings, in ms

  constructor(parent) {
    this.plot = make("div", { role: "img", style: "width:100%" });
    this.spoken = make("div", { "aria-live": "polite", style: UNSEEN });
    parent.append(this.plot, this.spoken);
    figures.add(this);
    this.observer = new ResizeObserver(([{ contentRect }]) => this.fit(Math.floor(contentRect.width)));
    this.observer.observe(parent);
    this.sight = new IntersectionObserver((changes) => this.look(changes.at(-1).isIntersecting));
    this.sight.observe(parent);
  }

  /** A new specification, or the same in a new theme: a line about it, and the figure. */
  update(text) {
    const end = text.indexOf("\n");
    this.#about = JSON.parse(text.slice(0, end));
    this.#source = text.slice(end + 1);
    if (this.#about.overlay || this.#overlay) this.cover(this.#about.overlay);
    if (this.#about.hover || this.#hover) this.followMouse(this.#about.hover);
    if (!this.#shown) return this.draw();
    this.plot.ariaBusy = "true";
    clearTimeout(this.#wait);
    // In sight, too, after all that is told at the same time: a slider first sends its next value.
    this.#wait = setTimeout(() => this.draw(), this.#seen ? this.rest() : UNSEEN_WAITS);
  }

  /** Milliseconds until this figure's turn: the one that a hand holds or that is first follows at once, each other
      rests for some time after a drawing, the longer the longer that has taken. */
  rest() {
    const others = [...figures].filter((figure) => figure.#seen && figure !== this);
    const held = [this, ...others].filter((figure) => figure.#overlay);
    const leads = held.length ? this.#overlay : others.every(({ plot }) => this.plot.compareDocumentPosition(plot) & FOLLOWING);
    const rest = Math.min(RESTS * this.#last.took, LONGEST_REST);
    return leads ? 0 : Math.max(0, this.#last.ended + rest - performance.now());
  }

  /** Tells the script of points under the mouse, of those traces that it asks for. */
  followMouse(about = { curves: [], count: 0 }) {
    this.#hover ??= new Hover(about.count, (point, count) => this.keep("hover", { point, count }));
    this.#hover.update(about);
  }

  /** Lays what can be dragged over the figure. */
  async cover(told) {
    this.#overlay ??= import("../handles/overlay.js").then(
      ({ Overlay }) => new Overlay(this.plot, (name, value) => this.keep(name, value)),
    );
    const overlay = await this.#overlay;
    overlay.update(told);
    if (this.height) overlay.cover(this.height);
    if (this.#shown) overlay.drawn();
  }

  /** The reader has scrolled. */
  look(seen) {
    this.#seen = seen;
    if (seen && this.plot.ariaBusy) this.draw();
  }

  /** Draws the newest specification; what came meanwhile is drawn afterwards, the newest only. */
  async draw() {
    this.width ??= Math.floor(this.plot.clientWidth);
    if (this.#drawing || this.width === 0) return;
    this.#drawing = true;
    clearTimeout(this.#wait);
    try {
      this.describe(this.#about.alt);
      for (let text = this.coloured(); text !== this.#shown; text = this.coloured()) {
        await this.react(JSON.parse(text));
        this.#shown = text;
      }
      this.#overlay?.then((overlay) => overlay.drawn());
    } finally {
      this.#drawing = false;
      this.plot.ariaBusy = null;
    }
  }

  /** The source with the theme's variables filled in, as they are now. */
  coloured() {
    return this.#source.replace(THEME_COLOUR, (_, name) => JSON.stringify(this.theme(name)).slice(1, -1));
  }

  theme(name) {
    const now = themeName();
    if (this.#theme.name !== now) this.#theme = { name: now, values: new Map() };
    const { values } = this.#theme;
    if (!values.has(name)) values.set(name, getComputedStyle(this.plot).getPropertyValue(name).trim());
    return values.get(name);
  }

  async react(figure) {
    this.giveHeight(figure.layout);
    this.plotly ??= await plotlyFrom(this.#about.plotly);
    const layout = this.inTheme({ uirevision: "keep", ...withScene(figure) });
    Object.assign(layout, { width: this.width, height: this.height, autosize: false });
    this.#versions.next({ data: figure.data, layout });
    const begun = performance.now(); // Plotly itself has been read
    await this.put(this.#versions);
    this.#last = { ended: performance.now(), took: performance.now() - begun };
    if (!this.listening && this.plot.on) this.listen(); // it may have been closed meanwhile
  }

  /** The height that is asked for; another where a figure has less width than a phone, or than its `meta` asks for. */
  giveHeight({ meta, margin = {} } = this.plot.layout) {
    const { below } = this.#about; // pixels of what stands below it: the player of a film, the tools of points
    const own = this.width < NARROW ? meta?.narrow?.height : undefined;
    const height = own ?? this.#about.height;
    const beside = (margin.t ?? 0) + (margin.b ?? 0);
    const share = Math.min(1, this.width / (meta?.full_width ?? 1));
    this.height = Math.round(beside + share * (height - beside));
    this.plot.style.height = `${this.height}px`;
    if (meta?.full_width || meta?.narrow?.height) {
      const row = this.plot.closest("[data-testid=stElementContainer]"); // it and all inside have a height by Streamlit
      for (let node = this.plot.parentElement; node && row?.contains(node); node = node.parentElement) {
        node.style.height = node.style.flexBasis = share < 1 || own ? `${this.height + below}px` : "";
      }
    }
    this.#overlay?.then((overlay) => overlay.cover(this.height));
  }

  /** Puts the newest version on the screen. */
  async put(versions) {
    const { layout, traces } = versions;
    keepCameras(this.plot, layout);
    if (versions.onlyMoved && moveCurves(this.plot, traces, versions.differ)) {
      if (versions.movedParts.length) await this.plotly.relayout(this.plot, moved(layout, versions.movedParts));
      else this.plot.emit("plotly_restyle");
    } else {
      leaveStill(this.plot, versions.still);
      await this.plotly.react(this.plot, traces, layout, configOf(layout, this.#about));
    }
  }

  /** What Plotly would choose by itself, chosen as the page looks. */
  inTheme(layout) {
    const family = this.theme("--st-font");
    const font = { family, color: this.theme("--st-text-color"), ...layout.font };
    const hoverlabel = { ...layout.hoverlabel, font: { family, ...layout.hoverlabel?.font } };
    const modebar = {
      bgcolor: "rgba(0,0,0,0)",
      color: this.theme("--st-gray-color"),
      activecolor: this.theme("--st-primary-color"),
      ...layout.modebar,
    };
    const scenes = Object.keys(layout).filter((name) => name.startsWith("scene"));
    const turned = scenes.map((name) => [name, { dragmode: "turntable", ...layout[name] }]);
    const themed = { ...layout, ...Object.fromEntries(turned), font, hoverlabel, modebar };
    return { ...themed, ...fitted(themed, this.width) };
  }

  listen() {
    this.listening = true;
    this.plot.on("plotly_click", ({ points }) => {
      if (this.#about.clickable && points.length) this.tell("click", described(points[0]));
    });
    this.plot.on("plotly_hover", ({ points }) => this.#hover?.over(points[0]));
    this.plot.addEventListener("mousemove", (event) => {
      const { subplot } = event.target.dataset;
      if (subplot) this.#hover?.atRest(() => this.plotly.Fx.hover(this.plot, event, subplot));
    });
    this.plot.addEventListener("mouseleave", () => this.#hover?.leave());
  }

  describe(alt) {
    const first = !this.plot.hasAttribute("aria-label");
    this.plot.setAttribute("aria-label", alt);
    clearTimeout(this.speech);
    if (!first) this.speech = setTimeout(() => (this.spoken.textContent = alt), SPEAK_AFTER);
  }

  /** The column has this width. */
  fit(width) {
    const turned = this.width > 0 && width > 0 && this.width < NARROW !== width < NARROW; // a phone, or one no more
    this.width = width;
    if (width === 0) return; // in a tab that is not open
    if (turned) this.#shown = ""; // axes stand elsewhere
    if (turned || !this.listening || this.plot.ariaBusy) this.draw();
    else if (this.plot._fullLayout.width !== width) {
      this.giveHeight();
      this.plotly.relayout(this.plot, { width, height: this.height, ...camerasNow(this.plot) });
    }
  }

  close() {
    figures.delete(this);
    clearTimeout(this.speech);
    clearTimeout(this.#wait);
    this.observer.disconnect();
    this.sight.disconnect();
    this.#overlay?.then((overlay) => overlay.close());
    this.#hover?.close();
    this.plotly?.purge(this.plot);
    this.plot.remove();
    this.spoken.remove();
  }
}

export function configOf(layout, about) {
  const is3d = Object.keys(layout).some((name) => name.startsWith("scene"));
  const axes = Object.keys(layout).filter((name) => /^[xy]axis/.test(name));
  const still = axes.length > 0 && axes.every((name) => layout[name].fixedrange);
  return {
    displaylogo: false,
    doubleClick: about.overlay?.points ? false : "reset", // there it adds a point
    locale: document.documentElement.lang,
    modeBarButtons: is3d ? SCENE_BUTTONS : still ? STILL_BUTTONS : FLAT_BUTTONS,
    plotGlPixelRatio: Math.min(2, devicePixelRatio), // not always 2: four times the pixels for nothing
    responsive: false,
    showTips: false,
  };
}

/** These parts of a layout as Plotly is told of them, and no more: for annotations it computes every trace anew. */
export function moved({ shapes = [], images = [], annotations = [], title }, parts) {
  const told = { shapes, images, annotations, title: title?.text ?? "" };
  const names = Object.keys(told).filter((name) => parts.includes(name));
  return Object.fromEntries(names.map((name) => [name === "title" ? "title.text" : name, told[name]]));
}
