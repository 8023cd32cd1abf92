/** What a line gets to be moved by: a number to drag it, and a button for each way. */

const ARROWS = { up: "M8 13V3M4 7l4-4 4 4", down: "M8 3v10M4 9l4 4 4-4" };

/**
 * Stand in for a line's field, which stays in the form unseen.
 * @param {HTMLLIElement} item
 */
export function equip(item) {
  const grip = Object.assign(document.createElement("b"), { className: "place grip", ariaHidden: "true" });
  const moves = Object.assign(document.createElement("span"), { className: "moves" });
  moves.append(button("up", item), button("down", item));
  item.querySelector("select").hidden = true;
  item.prepend(grip);
  item.append(moves);
}

/**
 * @param {"up" | "down"} way
 * @param {HTMLLIElement} item
 */
function button(way, item) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "b quiet icon" });
  made.dataset.way = way;
  made.ariaLabel = `Move ${way}: ${item.dataset.said}`;
  made.append(arrow(ARROWS[way]));
  return made;
}

/** @param {string} path on 16 units */
function arrow(path) {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  icon.setAttribute("class", "i");
  icon.setAttribute("viewBox", "0 0 16 16");
  icon.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  icon.append(line);
  return icon;
}
