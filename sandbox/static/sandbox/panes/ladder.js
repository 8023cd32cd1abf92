import { itemState } from "../wire.js";

/** Draws the wire as a ladder: two lifelines, messages between them, work at the server's end. */

const WIDTH = 440;
const LEFT = 26;
const RIGHT = WIDTH - LEFT;
const TOP = 40;
const SLOT = 37;
const LEAST = 392;
const GHOST = 62;

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function shape(name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** @param {string} className @param {...SVGElement} children */
function group(className, ...children) {
  const element = shape("g", { class: className });
  element.append(...children);
  return element;
}

/**
 * @param {SVGElement} svg
 * @param {import("../wire.js").Item[]} items of the whole recording, so that nothing moves when one goes back
 * @param {number} index of the moment that is shown
 * @param {{fly: boolean, expected: number}} options whether what is new travels; how many slots to draw at least
 */
export function drawLadder(svg, items, index, { fly, expected }) {
  let y = TOP;
  const drawn = items.map((item) => {
    const state = itemState(item, index) + (fly && item.at === index ? " fly" : "");
    const element = item.type === "work" ? work(item, y, state) : message(item, y, state);
    y += SLOT + (item.below ? 16 : 0);
    return element;
  });
  const ghosts = Math.max(0, expected - items.filter(({ type }) => type === "message").length);
  const pitch = Math.max(SLOT, Math.min(GHOST, (LEAST - y) / ghosts));
  for (let ghost = 0; ghost < ghosts; ghost += 1, y += pitch) drawn.push(dots(y));
  const height = Math.max(LEAST, y + 12);
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
  svg.replaceChildren(...lifelines(svg.dataset.consumer, height), ...drawn);
}

function lifelines(consumer, height) {
  return [
    shape("line", { class: "life client", x1: LEFT, y1: 28, x2: LEFT, y2: height - 4 }),
    shape("line", { class: "life server", x1: RIGHT, y1: 28, x2: RIGHT, y2: height - 4 }),
    shape("text", { class: "end client", x: LEFT - 8, y: 16 }, "browser"),
    shape("text", { class: "end server", x: RIGHT + 8, y: 16, "text-anchor": "end" }, consumer),
  ];
}

function message({ from, label, below, bad }, top, state) {
  const y = top + 26;
  const [start, end, back] = from === "client" ? [LEFT + 3, RIGHT - 9, -7] : [RIGHT - 9, LEFT + 3, 7];
  const middle = { x: WIDTH / 2, "text-anchor": "middle" };
  return group(
    `message ${from} ${state}${bad ? " bad" : ""}`,
    shape("line", { x1: start, y1: y, x2: end, y2: y }),
    shape("path", { d: `M${end + back} ${y - 4.5}L${end} ${y}l${back} 4.5` }),
    shape("circle", { cx: end, cy: y, r: 5 }),
    shape("text", { ...middle, y: y - 7 }, label),
    ...(below ? [shape("text", { ...middle, y: y + 15, class: "below" }, below)] : []),
    gate(y),
  );
}

/** Two bars at the server's door, seen while the message is held there. */
function gate(y) {
  return group(
    "gate",
    shape("rect", { x: RIGHT - 8, y: y - 9, width: 16, height: 18, rx: 2 }),
    shape("path", { d: `M${RIGHT - 3} ${y - 4}v8M${RIGHT + 3} ${y - 4}v8` }),
  );
}

function work({ label }, top, state) {
  return group(
    `work ${state}`,
    shape("rect", { x: RIGHT - 6, y: top + 4, width: 12, height: 30, rx: 1.5 }),
    shape("text", { x: RIGHT - 16, y: top + 23, "text-anchor": "end" }, label),
  );
}

const dots = (top) => group("message is-future", shape("line", { x1: LEFT + 3, y1: top + 26, x2: RIGHT - 9, y2: top + 26 }));
