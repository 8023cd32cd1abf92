/** How far one is in a course, on its contents page: each lesson is marked, and the first thing offered is to go on. */

import { icon } from "../courseware/icon.js";
import { personal } from "../learners/personal.js";
import { goingOn } from "./going_on.js";

/** Around the whole contents. Without an answer they stay as they are: all there, and nothing marked. */
class CourseProgress extends HTMLElement {
  connectedCallback() {
    personal.then((told) => this.#show(told)).catch(() => {});
  }

  /** @param {{lessons: Record<string, object>, test: {points: number, of: number} | null}} told */
  #show({ lessons, test }) {
    const links = [...this.querySelectorAll("[data-lesson]")];
    const entries = links.map((link) => ({ ...entryOf(link), ...lessons[link.dataset.lesson] }));
    const next = goingOn(entries, new Date());
    if (!next) return;
    links.forEach((link, place) => mark(link, entries[place], entries[place] === next.entry));
    this.#tally(entries, test);
    this.#offer(next);
  }

  #tally(entries, test) {
    const done = entries.filter((entry) => entry.done).length;
    this.querySelector("[data-tally]").replaceChildren(bold(done), ` of ${entries.length} lesson${entries.length === 1 ? "" : "s"} done`);
    if (test) {
      const last = this.querySelector("[data-test]");
      last.replaceChildren(bold(points(test.points)), ` of ${test.of} on your last test`);
      last.hidden = false;
    }
    for (const chapter of this.querySelectorAll(".mod")) {
      const all = chapter.querySelectorAll("[data-lesson]");
      const count = chapter.querySelector("[data-count]");
      if (count) count.textContent = `${chapter.querySelectorAll(".fr.is-done").length} of ${all.length} done`;
    }
  }

  #offer({ entry, frame, said, does, left }) {
    const part = (name) => this.querySelector(`.resume [data-${name}]`);
    part("said").textContent = said;
    part("title").replaceChildren(`${entry.number} `, entry.title);
    part("does").textContent = does;
    part("left").textContent = left;
    part("link").href = frame ? `${entry.path}?frame=${frame}` : entry.path;
    const strip = part("strip");
    strip.setAttribute("aria-label", frame ? `${frame} of ${entry.frames} frames` : `${entry.frames} frames`);
    strip.replaceChildren(...Array.from({ length: entry.frames }, (_, place) => cell(place + 1, frame)));
  }
}

const entryOf = (link) => ({
  number: link.dataset.number,
  title: link.querySelector(".nm").textContent,
  path: link.getAttribute("href"),
  frames: Number(link.dataset.frames),
  minutes: Number(link.dataset.minutes),
});

/** Colour is for work that is done; what is next has the marker, what is to come a dashed edge. */
function mark(link, { done, frame, frames, minutes }, now) {
  link.classList.toggle("is-done", Boolean(done));
  link.classList.toggle("is-now", now && !done);
  link.classList.toggle("is-future", !done && !now);
  const state = link.querySelector(".st");
  if (done) state.replaceChildren(icon("check"), "Done");
  else if (frame) state.replaceChildren(icon("half"), `Frame ${frames ? `${Math.min(frame, frames)} of ${frames}` : frame}`);
  else state.textContent = `${minutes} min`;
}

function cell(number, frame) {
  const item = document.createElement("li");
  item.className = number < frame ? "is-past" : number === frame ? "is-now" : "is-future";
  const count = Object.assign(document.createElement("span"), { className: "n", textContent: number });
  const box = Object.assign(document.createElement("span"), { className: "cell" });
  box.append(count);
  item.append(box);
  return item;
}

const bold = (text) => Object.assign(document.createElement("b"), { textContent: text });
const points = (number) => Number(number.toFixed(2)); // as on the result's page

customElements.define("course-progress", CourseProgress);
