// Keeps the address equal to the screen, without a history entry for every move of a slider.

import { make, tellDrawn, whenGone } from "../app.js";

const REST = 350; // ms between two writes; browsers refuse more than about three a second

let lastWrite = 0;
let timer = 0;

export default function ({ data, parentElement }) {
  takeNoRoom(parentElement);
  document.documentElement.lang = data.language;
  const told = JSON.stringify(data.query);
  if (parentElement.told !== told) writeSoon(data.query); // a new theme is no reason to write
  parentElement.told = told;
  readAhead(data.ahead);
  tellDrawn(data.heard);
  return whenGone(parentElement, () => clearTimeout(timer));
}

/** Writes at once after a rest, else when the rest is over: the newest, and only if the page is still the same. */
function writeSoon(query) {
  const page = location.pathname;
  const write = () => {
    lastWrite = Date.now();
    if (location.pathname === page) writeAddress(query);
  };
  clearTimeout(timer);
  timer = setTimeout(write, Math.max(0, lastWrite + REST - Date.now()));
}

function writeAddress(query) {
  const address = new URL(location.href);
  const kept = [...address.searchParams].filter(([name]) => name === "embed" || name === "embed_options");
  address.search = new URLSearchParams([...Object.entries(query), ...kept]).toString();
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

/** Streamlit gives every element a row and a gap; this one is not seen. */
function takeNoRoom(parentElement) {
  const host = parentElement.host ?? parentElement;
  const row = host.closest('[data-testid="stElementContainer"]');
  if (row) row.style.position = "absolute";
}

/** Fetches, while nothing else is to be done, what the first figure will need. */
function readAhead(path) {
  const address = new URL(path, document.baseURI).href;
  if (document.head.querySelector(`link[href="${address}"]`)) return;
  document.head.append(make("link", { rel: "prefetch", as: "script", href: address }));
}
