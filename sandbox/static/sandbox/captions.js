/** Sentences for moments that no author's row tells of, from the one table of all captions. Pure: no document, no socket. */

const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** @param {{line: number, file: string}} at @param {string} [shown] the file that the page shows @returns {string} */
export const lineOf = ({ line, file }, shown = file) => `Line ${line}${file === shown ? "" : ` of ${cut(file, 16)}`}`;

/** @param {{function: string}} at */
export const functionOf = ({ function: name }) => `${cut(name, 18)}()`;

/**
 * @param {Record<string, string[]>} rows of one circumstance
 * @param {import("./trace.js").Moment} moment
 * @param {string} [file] that the page shows
 * @returns {[string, string, string] | undefined} title, sentence, and what Step does where the moment waits for it
 */
export function captionIn(rows, moment, file) {
  const row = keysOf(moment).map((key) => rows[key]).find(Boolean);
  if (!row) return undefined;
  const words = wordsOf(moment, file);
  return [0, 1, 2].map((part) => (row[part] ?? "").replace(/\{(\w+)\}/g, (_, name) => words[name]).replaceAll("….", "…"));
}

/** The closest first: with its code, with the connection's state after it, with its place in the code, as such. */
const keysOf = ({ event: { kind, code }, tracker, at }) =>
  [`${kind} ${code}`, `${kind} ${tracker.connection_state}`, `${kind} ${at ? `in ${at.function}` : "nowhere"}`, kind];

const wordsOf = ({ event, at }, file) => ({
  line: at ? lineOf(at, file) : "The consumer",
  handler: at ? functionOf(at) : "The consumer",
  group: cut(event.group ?? "", 24),
  type: event.exception?.type,
  message: cut((event.exception?.message ?? "").replace(/\.$/, ""), 44) || "no message",
  code: event.code,
});
