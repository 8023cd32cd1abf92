/**
 * Where in a course one goes on. Pure: no document, no clock of its own.
 *
 * @typedef {object} Entry a lesson of the contents, with what is kept of it
 * @property {string} number as people say it: 2.3
 * @property {string} title
 * @property {string} path
 * @property {number} frames of its run, 0 where it has none
 * @property {number} minutes
 * @property {number} [frame] the last one that was seen
 * @property {boolean} [done]
 * @property {string} [seen] when, as ISO
 */

/**
 * @param {Entry[]} entries in the course's order
 * @param {Date} now
 * @returns {{entry: Entry, said: string, does: string, left: string, frame: number} | undefined} nothing for whoever is new
 */
export function goingOn(entries, now) {
  const latest = entries.filter(({ seen }) => seen).toSorted((a, b) => Date.parse(b.seen) - Date.parse(a.seen))[0];
  if (!latest) return undefined;
  if (!latest.done) return stoppedAt(latest, now);
  const after = entries.slice(entries.indexOf(latest) + 1);
  const next = [...after, ...entries].find(({ done }) => !done);
  return next ? upNext(next, now) : allDone(latest);
}

function stoppedAt(entry, now) {
  const frame = Math.min(entry.frame, entry.frames || entry.frame);
  const share = entry.frames ? 1 - frame / entry.frames : 1;
  const minutes = Math.max(1, Math.round(entry.minutes * share));
  return {
    entry,
    frame,
    said: `You stopped here ${dayOf(entry.seen, now)}`,
    does: frame ? `Resume at frame ${frame}` : `Go on with ${entry.number}`,
    left: `about ${minutes} minute${minutes === 1 ? "" : "s"} left`,
  };
}

function upNext(entry, now) {
  if (entry.seen) return stoppedAt(entry, now);
  return { entry, frame: 0, said: "Next", does: `Start with ${entry.number}`, left: `about ${entry.minutes} minutes` };
}

const allDone = (entry) => ({ entry, frame: 0, said: "You have done every lesson", does: "Step through it again", left: "" });

const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "long" });

/** @param {string} seen @param {Date} now @returns {string} in the reader's own days */
function dayOf(seen, now) {
  const then = new Date(seen);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.ceil((midnight - then) / 86_400_000);
  if (days <= 0) return "today";
  return days === 1 ? "yesterday" : `on ${DAY.format(then)}`;
}
