// Marks what is done on every link to a topic: on the map, on the ways through it, and in the navigation; and shows the
// link to where the visitor was. A style sheet does it, so that what Streamlit draws anew is marked at once.

import { make, takeNoRoom, whenGone } from "../app.js";
import { counted } from "./counts.js";
import { read, watch } from "./store.js";

let sheet = null;

export default function ({ data, parentElement }) {
  takeNoRoom(parentElement);
  parentElement.tasks = data.tasks;
  parentElement.mark ??= () => write(rules(parentElement.tasks));
  parentElement.unwatch ??= started(parentElement.mark);
  parentElement.mark();
  return whenGone(parentElement, () => parentElement.unwatch());
}

function started(mark) {
  const ends = [watch(mark)];
  for (const kind of ["pointerdown", "keydown", "click"]) {
    document.addEventListener(kind, leadOn, true);
    ends.push(() => document.removeEventListener(kind, leadOn, true));
  }
  return () => ends.forEach((end) => end());
}

function rules(tasks) {
  const { done, last } = read();
  const marks = Object.entries(tasks).map(([slug, known]) => {
    const { met, tried } = counted(done[slug] ?? [], known);
    if (met + tried === 0) return "";
    const all = known.challenge.length;
    const text = met === all && all > 0 ? "✓" : met > 0 ? `${met}/${all}` : "•";
    const links = `[data-topic="${slug}"] .mark::after, :is([data-testid="stTopNavDropdownLink"],
      [data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"])[href$="/${slug}"]::after`;
    return `${links} { content: "${text}"; margin-left: 0.5em; font-size: 0.8125rem; }`;
  });
  const back = `.ways-in a[data-last][data-last="${last?.page}"] { display: inline-flex; }`;
  return [...marks, last && last.page in tasks ? back : ""].join("\n");
}

function write(text) {
  sheet ??= document.head.appendChild(make("style"));
  if (sheet.textContent !== text) sheet.textContent = text;
}

/** Completes the link to where the visitor was, before it is followed or copied. */
function leadOn(event) {
  const link = event.target instanceof Element && event.target.closest("a[data-last]");
  const { last } = read();
  if (!link || link.dataset.last !== last?.page) return;
  const query = new URLSearchParams(last.query);
  const language = new URL(link.href).searchParams.get("lang");
  if (language) query.set("lang", language);
  link.href = `${last.page}?${query}`;
}
