// What this visitor has done, and where: kept in this browser, never sent. Without a store it lasts as long as the page.

const KEY = "gradus";
const CHANGED = "gradus-progress";
const LONGEST_QUERY = 20_000;

let inMemory = {};
let told = new Set(); // what the server has told since the page was loaded: what was forgotten is not told again

/** `{done: {topic: ["challenge.name", …]}, last: {page, query}}`; whatever is not of this form is left out. */
export function read() {
  const found = parsed();
  const done = Object.entries(Object(found.done)).filter(([, names]) => Array.isArray(names));
  const last = Object(found.last);
  return {
    done: Object.fromEntries(done),
    last: typeof last.page === "string" && typeof last.query === "string" ? last : null,
  };
}

/** Whether the browser keeps anything. */
export function lasting() {
  try {
    localStorage.setItem(`${KEY}-test`, "");
    localStorage.removeItem(`${KEY}-test`);
    return true;
  } catch {
    return false;
  }
}

/** Adds what the server has told of a topic; nothing is written where there is nothing new. */
export function remember(topic, names) {
  const fresh = names.filter((name) => !told.has(`${topic} ${name}`));
  if (fresh.length === 0) return;
  for (const name of fresh) told.add(`${topic} ${name}`);
  const { done, last } = read();
  write({ done: { ...done, [topic]: [...new Set([...(done[topic] ?? []), ...fresh])] }, last });
}

/** The place to go on from. */
export function visited(page, query) {
  const { done, last } = read();
  if (query.length > LONGEST_QUERY || (last?.page === page && last.query === query)) return;
  write({ done, last: { page, query } });
}

export function forget() {
  write({});
}

/** Calls back on every change, also one made in another tab; returns what ends the watch. */
export function watch(callback) {
  addEventListener(CHANGED, callback);
  addEventListener("storage", callback);
  return () => {
    removeEventListener(CHANGED, callback);
    removeEventListener("storage", callback);
  };
}

function parsed() {
  try {
    return Object(JSON.parse(localStorage.getItem(KEY)));
  } catch {
    return inMemory;
  }
}

function write(kept) {
  inMemory = kept;
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // no store, or a full one: it lasts as long as the page
  }
  dispatchEvent(new Event(CHANGED));
}
