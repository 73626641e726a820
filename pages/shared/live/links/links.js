// A link in a text that leads to a page of the app opens it within the visit: the app is not loaded anew.
// With another key held down, or the other button, the browser does what it does with any link.

import { takeNoRoom, whenGone } from "../app.js";

export default function ({ data, parentElement, setTriggerValue }) {
  takeNoRoom(parentElement);
  parentElement.pages = data.pages;
  parentElement.open = (place) => setTriggerValue("open", place);
  parentElement.unlisten ??= listen(parentElement);
  return whenGone(parentElement, () => parentElement.unlisten());
}

function listen(parentElement) {
  const follow = (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    const place = link && placeOf(link, parentElement.pages);
    if (!place) return;
    event.preventDefault();
    parentElement.open(place);
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}

/** `{page, query}` of a link to a page of the app; nothing for others. */
function placeOf(link, pages) {
  const home = new URL(".", document.baseURI);
  const address = new URL(link.href, document.baseURI);
  if (address.origin !== home.origin || !address.pathname.startsWith(home.pathname) || link.hasAttribute("download")) return null;
  const page = address.pathname.slice(home.pathname.length);
  return pages.includes(page) ? { page, query: address.search.slice(1) } : null;
}
