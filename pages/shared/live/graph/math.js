// Formulas: the LaTeX that core writes, as MathML, which browsers draw by themselves.

const NAMESPACE = "http://www.w3.org/1998/Math/MathML";
const TOKEN = /\\[a-zA-Z]+|\\.|[{}^_&]|\d+(?:\.\d+)?|[a-zA-Z]|\S/g;

const GREEK = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", kappa: "κ",
  lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ", chi: "χ", psi: "ψ",
  omega: "ω",
};
const SIGNS = {
  cdot: "·", odot: "⊙", times: "×", le: "≤", ge: "≥", ne: "≠", lnot: "¬", cdots: "⋯", vdots: "⋮", lvert: "|",
  rvert: "|", sum: "∑",
};
const LETTERS = { partial: "∂", infty: "∞", top: "⊤" };
const FUNCTIONS = new Set(["ln", "sin", "cos", "tanh", "max", "min"]);
const SILENT = new Set(["left", "right", "bigl", "bigr", "textstyle"]);
const UPRIGHT = new Set(["operatorname", "mathrm", "mathbf", "texttt"]);
const CLOSERS = ")]|";

function element(tag, attributes, ...children) {
  const node = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const row = (nodes) => (nodes.length === 1 ? nodes[0] : element("mrow", {}, ...nodes));
const identifier = (text, kind) => element("mi", { mathvariant: "normal", class: kind }, text);
const operator = (text) => {
  const fence = CLOSERS.includes(text) || "([".includes(text);
  return element("mo", { stretchy: "false", class: fence ? "fence" : "sign" }, text);
};

/** A minus that stands for itself, not between two: close to what it belongs to. */
function signed(made, before) {
  const alone = !before || (before.localName === "mo" && !CLOSERS.includes(before.textContent));
  if (alone && made.textContent === "−") for (const side of ["lspace", "rspace"]) made.setAttribute(side, "0");
  return made;
}

/** A `<math>` element of a LaTeX formula; what is unknown is shown as it is written. */
export function formula(latex) {
  return element("math", {}, ...new Reader(latex).nodes());
}

/** The name of a value as plain text, with what stands below the line apart: `["w", "1"]`. */
export function nameParts(latex) {
  const [, head, , below = ""] = /^(.*?)(_\{(.*)\})?$/.exec(latex);
  const word = head.replace(/^\\mathrm\{(.*)\}$/, "$1");
  return [GREEK[word.slice(1)] ?? word, below];
}

class Reader {
  constructor(latex) {
    this.tokens = latex.match(TOKEN) ?? [];
    this.place = 0;
  }

  get next() {
    return this.tokens[this.place];
  }

  /** Everything up to one of the tokens that end a part, which is passed over. */
  nodes(...ends) {
    const found = [];
    while (this.place < this.tokens.length && !ends.includes(this.next)) {
      const made = this.scripted(this.atom());
      if (made) found.push(signed(made, found.at(-1)));
    }
    return found;
  }

  /** A part in braces, or one token. */
  group() {
    if (this.next !== "{") return this.atom() ?? row([]);
    this.place += 1;
    const inner = row(this.nodes("}"));
    this.place += 1;
    return inner;
  }

  /** What stands in braces, letter by letter. */
  text() {
    let found = "";
    this.place += 1;
    while (this.place < this.tokens.length && this.next !== "}") {
      const token = this.tokens[this.place++];
      found += token === "\\," ? " " : token;
    }
    this.place += 1;
    return found;
  }

  /** The atom with what stands above and below it. */
  scripted(atom) {
    let [below, above] = [];
    while (this.next === "_" || this.next === "^") {
      const low = this.tokens[this.place++] === "_";
      if (low) below = this.group();
      else above = this.group();
    }
    if (!atom || (!below && !above)) return atom;
    if (below && above) return element("msubsup", {}, atom, below, above);
    return element(below ? "msub" : "msup", {}, atom, below ?? above);
  }

  atom() {
    const token = this.tokens[this.place++];
    if (token === "{") {
      this.place -= 1;
      return this.group();
    }
    if (token[0] === "\\") return this.command(token.slice(1));
    if (/[\d.]/.test(token[0])) return element("mn", {}, token);
    if (/[a-zA-Z]/.test(token)) return identifier(token, "letter");
    if (/[^\x00-\x7f]/.test(token)) return identifier(token, "word");
    return operator(token === "-" ? "−" : token);
  }

  command(name) {
    if (name === "frac" || name === "tfrac") return element("mfrac", { class: name }, this.group(), this.group());
    if (name === "sqrt") return element("msqrt", {}, this.group());
    if (name === "begin") return this.matrix();
    if (name === ",") return element("mspace", { width: "0.22em" });
    if (SILENT.has(name)) return undefined;
    if (UPRIGHT.has(name)) return identifier(this.text(), name === "mathbf" ? "bold" : name === "texttt" ? "code" : "word");
    if (FUNCTIONS.has(name)) return element("mrow", {}, identifier(name, "word"), element("mspace", { width: "0.16em" }));
    if (name in SIGNS) return operator(SIGNS[name]);
    return identifier(GREEK[name] ?? LETTERS[name] ?? name, name in GREEK ? "letter" : "word");
  }

  /** Rows and columns between brackets, which the style sheet draws. */
  matrix() {
    this.text();
    const table = element("mtable", { class: "matrix" });
    let cells = element("mtr", {});
    while (this.place < this.tokens.length) {
      cells.append(element("mtd", {}, row(this.nodes("&", "\\\\", "\\end"))));
      const end = this.tokens[this.place++];
      if (end === "&") continue;
      table.append(cells);
      cells = element("mtr", {});
      if (end !== "\\\\") break;
    }
    this.text();
    return element("mrow", { class: "brackets" }, table);
  }
}
