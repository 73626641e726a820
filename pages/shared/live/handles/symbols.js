// The symbols of the classes of points, around the origin, and elements of SVG.

const SYMBOLS = {
  circle: "M5,0A5,5 0 1 1 -5,0A5,5 0 1 1 5,0Z",
  square: "M-4.5,-4.5H4.5V4.5H-4.5Z",
  diamond: "M0,-6.3L6.3,0L0,6.3L-6.3,0Z",
  triangle: "M0,-6L5.8,4.4H-5.8Z",
  cross: "M-5,-2H-2V-5H2V-2H5V2H2V5H-2V2H-5Z",
};

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** The outline of a class's symbol in its color; `node` is drawn anew where it is given. */
export function symbol({ color, symbol: name }, node = svg("path")) {
  node.setAttribute("d", SYMBOLS[name]);
  node.style.setProperty("--color", color);
  return node;
}
