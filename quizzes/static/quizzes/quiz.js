/** Questions made one's own: earlier answers are fetched once, new ones travel in place, drafts are kept. */

import { QuizDraft } from "./draft.js";
import { QuizOrder } from "./order.js";
import { QuizQuestion } from "./question.js";
import { load, queue } from "./travel.js";

const NOT_RECALLED = "Your earlier answers could not be loaded. They are safe: reload the page to see them.";

customElements.define("quiz-question", QuizQuestion);
customElements.define("quiz-order", QuizOrder);
customElements.define("quiz-draft", QuizDraft);

const personal = document.querySelector("[data-personal]")?.dataset.personal;
if (personal) queue(() => recall(personal)).catch(() => document.querySelector("quiz-question")?.tell(NOT_RECALLED));

/** A page that the browser kept shows what one had seen, not what is stored: fetch it again. */
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("quiz-draft")) location.reload();
});

/**
 * Show what this learner has answered before; a new answer waits until that is done.
 * @param {string} address of the personal half of the page
 */
async function recall(address) {
  const { attempt, questions } = await (await fetch(address)).json();
  const page = attempt && (await load(attempt));
  for (const id of Object.keys(questions)) document.getElementById(id)?.closest("quiz-question")?.restore(page);
}
