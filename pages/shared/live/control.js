// Bubbles above a control, its help button, and labels with a little markup.

import { make, styleSheet } from "./app.js";

/** The style that controls have in common, for `adoptedStyleSheets`. */
export const CONTROL = await styleSheet("control.css", import.meta.url);

const HELP_ICON =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10"/>' +
  '<path d="M9.1 9a3 3 0 0 1 5.8 1c0 2-2.9 2.4-2.9 4"/><path d="M12 17.5v.01"/></svg>';

/** A button that shows a tooltip while it is pointed at, focused or clicked. */
export function helpButton(tooltip) {
  const help = make("button", { type: "button", class: "help", "aria-describedby": tooltip.id });
  help.innerHTML = HELP_ICON;
  for (const name of ["pointerenter", "focus"]) help.addEventListener(name, () => show(tooltip, help));
  for (const name of ["pointerleave", "blur"]) help.addEventListener(name, () => hide(tooltip));
  help.addEventListener("click", () => show(tooltip, help));
  help.addEventListener("keydown", (event) => event.key === "Escape" && hide(tooltip));
  return help;
}

/** Text with `code`, **strong** and *emphasis*, as Streamlit's own labels have them. */
export function write(node, text) {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)/);
  node.replaceChildren(
    ...parts.map((part) => {
      if (/^`.+`$/.test(part)) return make("code", {}, part.slice(1, -1));
      if (/^\*\*.+\*\*$/.test(part)) return make("strong", {}, part.slice(2, -2));
      if (/^\*.+\*$/.test(part)) return make("em", {}, part.slice(1, -1));
      return part;
    }),
  );
}

/** Shows a bubble above its anchor, in the top layer so that no container cuts it. */
export function show(bubble, anchor) {
  if (!bubble.isConnected) return;
  bubble.togglePopover(true);
  const { left, width, top, bottom } = anchor.getBoundingClientRect();
  const box = bubble.getBoundingClientRect();
  const x = Math.min(Math.max(8, left + width / 2 - box.width / 2), innerWidth - box.width - 8);
  const above = top - box.height - 6;
  bubble.style.left = `${x}px`;
  bubble.style.top = `${above >= 4 ? above : bottom + 6}px`;
}

export function hide(bubble) {
  if (bubble.isConnected) bubble.togglePopover(false);
}
