import { columnAt, reached, shownIn } from "../columns.js";

/** The variable tracker: cells are always there, only what they hold appears, so nothing moves. */
export class TrackerPane {
  #columns;
  #heads;
  #rows;

  /** @param {HTMLElement} stage @param {{title: string, step: number}[]} columns */
  constructor(stage, columns) {
    const table = stage.querySelector("[data-kind=tracker]");
    this.#columns = columns;
    this.#heads = [...table.querySelectorAll("thead [data-column]")];
    this.#rows = [...table.querySelectorAll("tbody tr")].map((row) => ({
      name: row.dataset.row,
      toldBy: row.dataset.toldBy,
      cells: [...row.querySelectorAll("[data-column]")],
    }));
    for (const row of this.#rows) {
      row.written = row.cells.map((cell) => cell.dataset.written ?? cell.textContent);
      row.cells.forEach((cell, column) => { cell.dataset.title = columns[column].title; });
    }
  }

  /** @param {import("../recording.js").Recording} recording @param {number} index @param {boolean} flash what has changed */
  show(recording, index, flash) {
    const reach = reached(this.#columns, recording.moments, "server");
    const now = columnAt(reach, index);
    this.#heads.forEach((head, column) => mark(head, column, now));
    for (const { name, toldBy, written, cells } of this.#rows) {
      const side = toldBy === "browser" ? "browser" : "server";
      const from = shownIn(reach, index, reached(this.#columns, recording.moments, side));
      const values = toldBy === "recorded"
        ? written.map((value, column) => (column <= now ? value : undefined))
        : from.map((place) => (place === undefined ? undefined : recording.valuesAt(place)[name] ?? "not set"));
      cells.forEach((cell, column) => {
        mark(cell, column, now);
        fill(cell, values[column], column > 0 && values[column] !== values[column - 1], flash);
      });
    }
  }
}

function mark(cell, column, now) {
  cell.classList.toggle("is-past", column < now);
  cell.classList.toggle("is-now", column === now);
  cell.classList.toggle("is-future", column > now);
}

/** @param {HTMLElement} cell @param {string | undefined} value @param {boolean} changed since the column before */
function fill(cell, value, changed, flash) {
  const shown = changed && value !== undefined;
  const key = `${value ?? ""}|${shown}`;
  if (cell.dataset.shown === key) return cell.classList.remove("flash");
  cell.dataset.shown = key;
  cell.classList.toggle("changed", shown);
  cell.classList.toggle("filled", value !== undefined);
  cell.classList.toggle("flash", flash && value !== undefined);
  cell.replaceChildren(value ?? hidden("not reached"));
  if (value && cell.scrollWidth > cell.clientWidth) cell.title = value;
  else cell.removeAttribute("title");
  if (shown) cell.append(hidden(", changed"));
}

const hidden = (text) => Object.assign(document.createElement("span"), { className: "vh", textContent: text });
