// What the report looks at in a page: sight, parts, texts. Evaluated by topic_report.py as one expression.
(() => {
const css = getComputedStyle, box = (node) => node.getBoundingClientRect();
const main = () => document.querySelector("[data-testid=stMain]");
const up = (node) => node.parentElement ?? node.getRootNode().host ?? null;  // components live in shadow roots
const within = (node, selector) => { while (node && !node.matches(selector)) node = up(node); return node; };
const holders = (node) => (node && node !== main() ? [node, ...holders(up(node))] : []);
const every = (root) =>
  [...root.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? [one, ...every(one.shadowRoot)] : one));
const hasSize = (node) => Math.min(box(node).width, box(node).height) > 2, visible = () => every(main()).filter(shown);
const shown = (node) => hasSize(node) && node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
const place = (node) => within(node, "[class*=st-key-]")?.getAttribute("class").match(/st-key-(\S+)/)[1] ?? "page";
const brief = (text) => text.replace(/\s+/g, " ").trim().replace(/^(.{44}).{4,}$/u, "$1…");
const told = (node) => `'${brief(node.value || node.textContent)}' at ${place(node)}`;
const isFigure = (node) => (node.shadowRoot
  ? [...node.shadowRoot.querySelectorAll("canvas, svg")].some((one) => box(one).width > 150 && box(one).height > 80)
  : node.matches("[data-testid=stBidiComponentRegular] > [role=img], [data-testid$=Chart], [data-testid=stImage]"));
const holder = (node) => within(node, "[data-testid=stPopover], [data-testid=stElementContainer]");
const isControl = (node) => node.matches("input, textarea, select, button, [role=slider]") && holder(node)
  && !within(node, `.st-key-heading, .st-key-tabs, .st-key-neighbors, .st-key-lesson, .st-key-outcome, [class*=__guess_],
    [class*=__try_], .help, summary, .modebar, [data-testid=stWidgetLabel]`) && !every(holder(node)).some(isFigure);
const icon = "[translate=no], [data-testid=stIconMaterial], [data-testid=stExpanderIcon], .modebar, style, script";
const typed = (node) => node.matches("input:not([type=range], [type=radio], [type=checkbox])") && node.value;
const isText = (node) => (typed(node) || [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim()))
  && !within(node, icon + ", .katex, math") && holders(node).every((n) => hasSize(n) || css(n).overflow === "visible");
const sentences = (texts, books) => {  // blocks without code, formulas and icons
  const inline = (node) => /^(inline|contents)$/.test(css(node).display) && !node.closest("svg");
  const blocks = new Set(texts.map((node) => holders(node).find((one) => !inline(one)) ?? node));
  return [...blocks].filter((one) => !within(one, "pre, code, input:not([role=combobox])")).map((one) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll(`code, pre, .katex, math, svg, ${icon}`).forEach((node) => node.replaceWith(" "));
    const text = (typed(one) || copy.textContent).replace(/\s+/g, " ").trim();
    return [place(one), text, !!within(one, "details")?.firstChild.innerText.includes(books)];
  });
};
const leaves = (one, edge, x, y) => Math.max(edge.left - one.left, one.right - edge.right) > x
  || Math.max(edge.top - one.top, one.bottom - edge.bottom) > y;
const isCut = (node) => {
  if (typed(node) || node.closest("svg")) return typed(node) && node.scrollWidth > node.clientWidth + 2;
  const edge = holders(node).find((one) => css(one).overflow !== "visible"), range = document.createRange();
  range.selectNodeContents(node);
  return edge && /hidden|clip/.test(css(edge).overflow) && leaves(range.getBoundingClientRect(), box(edge), 2, 6);
};
const rgba = (text) => [...(text.match(/[\d.]+(e-\d+)?/g) ?? [0, 0, 0, 0]), 1].slice(0, 4)
  .map((part, k) => part * (k < 3 && text.startsWith("color(") ? 255 : 1));
const over = (under, [r, g, b, a]) => [r, g, b].map((value, k) => value * a + under[k] * (1 - a));
const light = ([r, g, b]) => (0.2126 * r ** 2.2 + 0.7152 * g ** 2.2 + 0.0722 * b ** 2.2) / 255 ** 2.2 + 0.05;
const meet = (one, two) => Math.min(one.right, two.right) - Math.max(one.left, two.left) > 2
  && Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 0.45 * Math.min(one.height, two.height);
const isOnPaint = (node) => [...(within(node, ".js-plotly-plot")
  ?.querySelectorAll("image, .bg, .trace path, .shape-group path") ?? [])].some((one) =>
  css(one).fill !== "none" && css(one).fillOpacity > 0 && meet(box(node), box(one)));
const pale = (node) => {
  const style = css(node), [r, g, b, a] = rgba(node.closest("svg") ? style.fill : style.color);
  const isSwatch = node.closest("svg") && !/[\p{L}\p{N}]/u.test(node.textContent);  // a mark of a legend: ■
  if (!a || isSwatch || within(node, ":disabled, [aria-disabled=true], code, pre, g.node") || isOnPaint(node)) return [];
  const grounds = [...holders(node), within(main(), ".stApp")].map((one) =>
    css(one).backgroundImage === "none" ? rgba(css(one).backgroundColor) : [NaN, NaN, NaN, 1]);
  const ground = grounds.slice(0, 1 + grounds.findIndex((one) => one[3] > 0.99)).reduceRight(over, [255, 255, 255]);
  const front = over(ground, [r, g, b, holders(node).reduce((veil, one) => veil * css(one).opacity, a)]);
  const [low, high] = [light(front), light(ground)].sort((x, y) => x - y), ratio = (high / low).toFixed(1);
  return ratio < 4.5 ? [[`${ratio}:1, rgb ${front.map(Math.round)} on ${ground.map(Math.round)}`, told(node)]] : [];
};
const crowded = (plot) => {
  const words = [...plot.querySelectorAll("[class*=tick] > text, .legendtext, .annotation-text-g, text[class$=title]")]
    .filter((one) => shown(one) && one.textContent.trim() && !/rotate\((?!0|-?90)/.test(one.getAttribute("transform")))
    .map((one) => ({ text: `'${brief(one.textContent)}'`, ...box(one).toJSON() }));
  const pairs = words.flatMap((one, k) => words.slice(k + 1).filter((two) => meet(one, two)).map((two) => [one, two]));
  return [...words.filter((one) => leaves(one, box(plot), 2, 2)).map((one) => [`words leave ${place(plot)}`, one.text]),
    ...pairs.map(([one, two]) => [`words meet in ${place(plot)}`, `${one.text} and ${two.text}`])];
};
window.topic = {
  open: ([label, wanted]) => [...main().querySelectorAll("details:not([open]) > summary")]
    .filter((one) => one.innerText.includes(label) === wanted).map((one) => one.click()).length,
  isStill: () => !document.getAnimations().some((a) => a.playState[0] === "r" && a.effect.getTiming().iterations < 9),
  isAtControl: () => every(main()).some((node) => node.matches(":focus") && isControl(node)),
  values: () => Object.fromEntries(visible().filter(isControl).map((node, k) => [`${place(node)} (control ${k})`,
    node.role === "combobox" ? "" : node.ariaChecked ?? node.ariaPressed ?? `${node.value} ${node.checked ?? ""}`])),
  sight() {
    const nodes = visible(), [figures, controls] = [nodes.filter(isFigure), nodes.filter(isControl).map(holder)]
      .map((found) => found.map(box).sort((a, b) => a.top - b.top));
    const seen = (area) => area?.top >= 0 && area.bottom <= innerHeight, areas = [...figures, ...controls];
    const busy = (x, y) => areas.some((area) => x > area.left && x < area.right && y > area.top && y < area.bottom);
    const free = Array.from({ length: 4000 }, (_, k) => !busy((k % 80) * 16 + 8, Math.floor(k / 80) * 16 + 8));
    return { control: Math.round(controls[0]?.top), figure: Math.round(figures[0]?.bottom), height: main().scrollHeight,
      together: seen(figures[0]) && controls.some(seen), free: `${free.filter(Boolean).length / 40 | 0} %` };
  },
  parts(common) {
    const folds = [...main().querySelectorAll("details")], nodes = visible(), figures = nodes.filter(isFigure);
    const fold = (name) => folds.find((one) => one.firstChild.innerText.includes(common[`part.${name}`]));
    const long = (name) => fold(name)?.innerText.length > 60, all = (query) => [...main().querySelectorAll(query)];
    const idea = all("[class*=st-key-idea_]")[0];
    const cards = all("[class*=st-key-challenges_] li"), apart = [idea, fold("sources"), ...cards];
    const plugged = (node) => node.matches(".katex, math") && /\d\.\d|=\s*[-−]?\d/.test(node.textContent)
      && !within(node, "[class*=__try_]") && !apart.some((one) => one?.contains(node));
    const mute = figures.filter(f => ![f, ...every(f.shadowRoot ?? f), ...every(holder(f) ?? f)].some(n => /.{20}/.test(n.ariaLabel || n.alt)));
    const met = cards.filter((one) => one.textContent.includes(common["challenge.met"]));
    const notes = all(".st-key-neighbors a").length ? [] : ["neither a previous nor a next topic"];
    notes.push(...mute.map((one) => `no words for ${place(one)}`), ...met.map((one) => `met at first: ${told(one)}`));
    return { figures: figures.length, idea: idea?.innerText.length > 60, hand: !!fold("numbers") || nodes.some(plugged), notes,
      experiments: all("[class*=__try_]").length, challenges: cards.length, met: met.length, sources: long("sources") };
  },
  look(common) {
    const nodes = visible(), texts = nodes.filter(isText), find = (query) => nodes.filter((one) => one.matches(query));
    const scrolls = Math.max(main().scrollWidth, document.documentElement.scrollWidth) > innerWidth + 1;
    const wide = nodes.filter((node) => scrolls && box(node).right > innerWidth + 1
      && holders(up(node)).every((one) => css(one).overflowX === "visible"));
    const each = (nodes) => nodes.map((one) => [told(one), ""]), crowds = find(".js-plotly-plot").flatMap(crowded);
    return { sentences: sentences(texts, common["part.sources"]), exception: each(find("[data-testid=stException]")),
      parts: nodes.some(isFigure) ? [] : [["no figure", ""]], "cut off": each(texts.filter(isCut)),
      contrast: texts.flatMap(pale), overlap: crowds.concat(wide.map((one) => ["wider than the page", told(one)])) };
  },
};
})();
