// Keeps the address equal to the screen, without a history entry for every move of a slider.

import { make, takeNoRoom, whenCut, whenGone } from "../app.js";
import { remember, visited } from "../progress/store.js";

// To write an address is slow, and browsers refuse more than about a hundred writes in half a minute: a few are written
// as they come, as many as clicks and keys want, then one every REST.
const AT_ONCE = 6;
const REST = 350; // ms
const FIGURES_FIRST = 40; // ms that a write waits while figures are drawn

let spare = AT_ONCE;
let counted = Date.now();
let timer = 0;

export default function ({ data, parentElement, setStateValue }) {
  takeNoRoom(parentElement);
  // A server that has forgotten this page is asked with the link that Streamlit has read last, and with this address.
  parentElement.keep = () => setStateValue("address", new URLSearchParams(data.query).toString());
  parentElement.unwatch ??= whenCut(() => parentElement.keep());
  speak(data.language);
  const told = JSON.stringify(data.query);
  if (parentElement.told !== told) writeSoon(data.query, data.topic); // a new theme is no reason to write
  parentElement.told = told;
  readAhead(data.ahead);
  if (data.topic) remember(data.topic, data.done);
  bringIntoSight(parentElement, data.scroll);
  return whenGone(parentElement, () => {
    clearTimeout(timer);
    parentElement.unwatch();
  });
}

/** Writes soon while writes are left, else when one is: the newest, and only if the page is still the same. */
function writeSoon(query, topic) {
  const page = location.pathname;
  const write = () => {
    if (location.pathname !== page) return;
    const now = Date.now();
    spare = Math.min(AT_ONCE, spare + (now - counted) / REST);
    counted = now;
    if (spare < 1) {
      timer = setTimeout(write, (1 - spare) * REST);
      return;
    }
    spare -= 1;
    writeAddress(query);
    if (topic) visited(topic, new URLSearchParams(query).toString());
  };
  clearTimeout(timer);
  timer = setTimeout(write, FIGURES_FIRST);
}

function writeAddress(query) {
  const address = new URL(location.href);
  const kept = [...address.searchParams].filter(([name]) => name === "embed" || name === "embed_options");
  address.search = new URLSearchParams([...Object.entries(query), ...kept]).toString();
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

/** Written only where it differs: a language that is written again makes the browser style every element anew. */
function speak(language) {
  const page = document.documentElement;
  if (page.lang !== language) page.lang = language;
}

let scrolled = 0; // the count of the last request; a page that is loaded anew starts where it is

/** Scrolls to a container once, when what has been asked for is drawn; nothing moves that is in sight already. */
function bringIntoSight(parentElement, request) {
  if (!request?.count || request.count === scrolled) return;
  scrolled = request.count;
  setTimeout(() => {
    const place = document.querySelector(`.st-key-${CSS.escape(request.to)}`);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    place?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }, 60);
}

/** Fetches, while nothing else is to be done, what the first figure will need. */
function readAhead(path) {
  const address = new URL(path, document.baseURI).href;
  if (document.head.querySelector(`link[href="${address}"]`)) return;
  document.head.append(make("link", { rel: "prefetch", as: "script", href: address }));
}
