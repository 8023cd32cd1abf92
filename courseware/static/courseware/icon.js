const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name of a symbol in the page's sprite @param {string} [more] classes @returns {SVGElement} for the eye alone */
export function icon(name, more = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `i ${more}`.trim());
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "use"));
  svg.firstChild.setAttribute("href", `#i-${name}`);
  return svg;
}
