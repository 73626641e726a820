// What the components know about the page around them: whether the script runs, and how to share a style sheet.

const APP = '[data-testid="stApp"]';
const STATE = "data-test-script-state";
const LINE = "data-test-connection-state";

/** True while the server works on a script run. */
export const scriptRuns = () => {
  const state = document.querySelector(APP)?.getAttribute(STATE);
  return state === "running" || state === "rerunRequested" || state === "stopRequested";
};

/** Calls back whenever a script run starts or ends; returns what ends the watch. */
export function watchScript(callback) {
  const observer = new MutationObserver(callback);
  const app = document.querySelector(APP);
  if (app) observer.observe(app, { attributes: true, attributeFilter: [STATE] });
  return () => observer.disconnect();
}

/** Calls back whenever the line to the server is cut; returns what ends the watch. */
export function whenCut(callback) {
  const observer = new MutationObserver((changes) => {
    if (changes.some(({ oldValue }) => oldValue === "CONNECTED")) callback();
  });
  const app = document.querySelector(APP);
  if (app) observer.observe(app, { attributeFilter: [LINE], attributeOldValue: true });
  return () => observer.disconnect();
}

/** What changes when the theme does; to look a color up again for nothing has the browser style the page anew. */
export const themeName = () => document.querySelector(APP)?.className;

/** The style sheet beside a module, read once; give it to `shadowRoot.adoptedStyleSheets`. */
export async function styleSheet(name, moduleUrl) {
  const sheet = new CSSStyleSheet();
  const answer = await fetch(new URL(name, moduleUrl));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return sheet.replace(await answer.text());
}

/** Cleanup for a component: Streamlit also calls it for a call that was overtaken by a newer one, so look first. */
export const whenGone = (node, close) => () => setTimeout(() => node.isConnected || close());

/** An element with attributes, properties of `style` excluded: `make("button", { type: "button" })`. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Streamlit gives every element a row and a gap; a component that is not seen takes none. */
export function takeNoRoom(parentElement) {
  const host = parentElement.host ?? parentElement; // the shadow root's, where styles are isolated
  const row = host.closest('[data-testid="stElementContainer"]');
  if (row) row.style.position = "absolute";
}

/** Calls back with the element of a selector, now and whenever Streamlit draws it anew; returns what ends the watch. */
export function whenDrawn(selector, callback) {
  let known = null;
  const look = () => {
    const found = document.querySelector(selector);
    if (found === known) return;
    known = found;
    if (found) callback(found);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.querySelector(APP), { childList: true, subtree: true });
  look();
  return () => observer.disconnect();
}
