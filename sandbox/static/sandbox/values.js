/**
 * What the code knows at a moment, and what of that is new since the moment before. Pure: no document, no socket.
 *
 * @typedef {{name: string, value: string, changed: boolean}} Value
 * @typedef {import("./trace.js").Moment} Moment
 */

/** With these a handler begins, at its first line and without variables yet. */
const ARRIVES = /^(websocket\.(connect|receive|disconnect)|layer\.receive)$/;

/** @param {Moment} moment */
const isDone = ({ event }) => event.kind === "handler.done";

/** @param {Moment} moment */
const arrives = ({ event }) => ARRIVES.test(event.kind);

/**
 * @param {Moment[]} moments
 * @param {number} index
 * @returns {Value[]} local variables, then the consumer's attributes as `self.name`, which are known from before where
 *   a moment has no place in the code
 */
export function valuesAt(moments, index) {
  const { at } = moments[index];
  const { same, before } = earlier(moments, index);
  if (!at) return before ? valuesOf(before.at.self, before.at.self, "self.") : [];
  return [...valuesOf(at.locals, same?.at.locals ?? {}), ...valuesOf(at.self, before?.at.self ?? {}, "self.")];
}

/**
 * What has changed, each beside the line that made it so. A statement is followed by the next one, so what is new came
 * from the one before; between events there may be many lines: there what is new stands where it is about to be used.
 *
 * @param {Moment[]} moments
 * @param {number} index
 * @param {{file: string, lines: string[]}} source that is shown
 * @returns {Map<number, Value[]>} by line of that file
 */
export function chipsAt(moments, index, { file, lines }) {
  const { at, nth } = moments[index];
  const { same, before } = earlier(moments, index);
  const chips = new Map();
  const names = (moment, name) => moment?.at.file === file && lines[moment.at.line - 1]?.includes(name);
  for (const value of valuesAt(moments, index).filter(({ changed }) => changed)) {
    const own = !value.name.startsWith("self.") || names(same, value.name); // another function may set attributes, too
    const cause = own ? same : before;
    const caused = cause && !arrives(cause) && (nth || (cause.nth && (arrives(moments[index]) || isDone(moments[index]))));
    const place = caused ? cause.at : at;
    const used = caused || (!nth && uses(lines[at.line - 1], value.name));
    if (used && place.file === file) chips.set(place.line, [...(chips.get(place.line) ?? []), value]);
  }
  return chips;
}

/**
 * The client's moment before, and its newest one in the same call of the same function: who calls another function is
 * returned to, who is called again begins anew.
 */
function earlier(moments, index) {
  const calls = []; // the newest moment of each call that is under way, outermost first
  let same, before, last;
  for (const moment of moments.slice(0, index + 1)) {
    if (!moment.at || moment.client !== moments[index].client) continue;
    if (arrives(moment)) calls.length = 0;
    const depth = calls.findIndex(({ at }) => at.file === moment.at.file && at.function === moment.at.function);
    if (depth >= 0) [same] = calls.splice(depth);
    else same = undefined;
    calls.push(moment);
    before = last;
    last = moment;
  }
  return moments[index].at ? { same, before } : { before: last };
}

const valuesOf = (now, then, prefix = "") =>
  Object.entries(now).map(([name, value]) => ({ name: prefix + name, value, changed: then[name] !== value }));

/** Whether a line reads it: the name of an argument that is passed on is none. */
const uses = (line = "", name) => new RegExp(`(?<![\\w.])${name.replace(".", "\\.")}(?!\\w|\\s*=[^=])`, "u").test(line);
