import { valuesAt } from "../values.js";

/** Local variables and attributes, in a box of fixed height that scrolls inside itself. */
export class ValuesBox {
  #box;
  #list;
  #shown = "";

  /** @param {HTMLElement} box */
  constructor(box) {
    this.#box = box;
    this.#list = box.querySelector("ul");
  }

  /** @param {import("../trace.js").Moment[]} moments @param {number} index of the moment that is shown */
  show(moments, index) {
    const values = valuesAt(moments, index);
    const key = JSON.stringify(values);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#list.replaceChildren(...values.map(drawn));
    this.#box.classList.toggle("is-empty", !values.length);
    const news = this.#list.querySelector(".changed");
    this.#box.scrollTop = news ? news.offsetTop - this.#list.offsetTop : 0;
  }
}

function drawn({ name, value, changed }) {
  const item = document.createElement("li");
  item.classList.toggle("changed", changed);
  const label = Object.assign(document.createElement("span"), { className: "name", textContent: `${name} = ` });
  item.append(label, value);
  if (changed) item.append(Object.assign(document.createElement("span"), { className: "vh", textContent: ", changed" }));
  return item;
}
