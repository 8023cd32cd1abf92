/** Questions made one's own: earlier answers are fetched once, new ones travel in place, drafts are kept. */

import { personal } from "../learners/personal.js";
import { queue } from "../learners/queue.js";
import { QuizDraft } from "./draft.js";
import { QuizOrder } from "./order.js";
import { QuizQuestion } from "./question.js";
import { load } from "./travel.js";

const NOT_RECALLED = "Your earlier answers could not be loaded. They are safe: reload the page to see them.";

customElements.define("quiz-question", QuizQuestion);
customElements.define("quiz-order", QuizOrder);
customElements.define("quiz-draft", QuizDraft);

queue(recall).catch(() => document.querySelector("quiz-question")?.tell(NOT_RECALLED));

/** A page that the browser kept shows what one had seen, not what is stored: fetch it again. */
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("quiz-draft")) location.reload();
});

/** Show what this learner has answered before; a new answer waits until that is done. */
async function recall() {
  const known = await personal;
  if (!known?.attempt) return;
  const { attempt, questions } = known;
  const page = await load(attempt);
  for (const id of Object.keys(questions)) document.getElementById(id)?.closest("quiz-question")?.restore(page);
}
