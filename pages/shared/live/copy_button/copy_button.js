// Copies a text (or the page's link) and says so for a moment.

import { make, styleSheet, whenGone } from "../app.js";

const STYLE = await styleSheet("copy_button.css", import.meta.url);
const CONFIRMED = 2000; // ms

export default function ({ data, parentElement }) {
  const button = (parentElement.copyButton ??= new CopyButton(parentElement));
  button.update(data);
  return whenGone(parentElement, () => button.close());
}

class CopyButton {
  constructor(root) {
    root.adoptedStyleSheets = [STYLE];
    this.button = make("button", { type: "button" });
    this.status = make("span", { role: "status", class: "heard" });
    root.append(this.button, this.status);
    this.button.addEventListener("click", () => this.copy());
  }

  update(data) {
    this.data = data;
    this.write();
  }

  write() {
    const { label, copied } = this.data;
    this.button.textContent = this.timer ? `✓ ${copied}` : label;
    this.status.textContent = this.timer ? copied : "";
  }

  async copy() {
    await toClipboard(this.data.text ?? location.href);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.write();
    }, CONFIRMED);
    this.write();
  }

  close() {
    clearTimeout(this.timer);
  }
}

/** The clipboard is only given to pages of https or localhost; a class server may be neither. */
async function toClipboard(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = make("textarea", { readonly: "", style: "position: fixed; opacity: 0" }, text);
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
