/** What moments are called. Pure: no document, no socket. */

import { functionOf, GONE, HELD, PASSED, RESTING, SANDBOX_CLOSED } from "./captions.js";
import { isSandboxCode } from "./trace.js";

/** Short names for the strip. */
const LABELS = {
  "websocket.connect": "connect",
  "websocket.accept": "accept",
  "websocket.receive": "receive",
  "websocket.send": "send",
  "websocket.close": "close",
  "websocket.disconnect": "disconnect",
  "layer.group_add": "group_add",
  "layer.group_discard": "discard",
  "layer.group_send": "group_send",
  "layer.send": "to channel",
  "layer.receive": "from layer",
  "handler.returned": "returned",
  "application.raised": "raised",
  "application.finished": "finished",
  "server.gave_up": "gave up",
};

/** @param {string} kind */
export const labelOf = (kind) => LABELS[kind] ?? kind;

/**
 * The author's row speaks where a frame has passed and the browser did what it tells of; our own words speak elsewhere.
 *
 * @param {import("./trace.js").Moment} moment
 * @param {{n: number, title: string, text: string}[]} steps the author's rows
 * @param {{gone?: boolean, hungUp?: boolean, resting?: boolean, file?: string}} [circumstances] whether the browser had
 *   gone unnoticed; whether it hung up itself; whether the statement has been let go; the file that is shown
 * @returns {[string, string]} title and sentence
 */
export function captionOf(moment, steps, { gone = false, hungUp = false, resting = false, file } = {}) {
  const { kind, code } = moment.event;
  const held = moment.phase === "held";
  const foreign = kind === "websocket.disconnect" && (isSandboxCode(code) || (code === 1006 && !hungUp));
  const unusual = (gone && GONE[held ? "held" : "passed"][kind]) || (held && isSandboxCode(code) && SANDBOX_CLOSED);
  const row = held || foreign || unusual ? undefined : steps.find(({ n }) => n === moment.step);
  if (row) return [row.title, row.text];
  const words = unusual || (resting && RESTING) || (held ? HELD : PASSED)[kind];
  return words?.({ ...moment, at: seenFrom(file, moment.at) }) ?? [labelOf(kind), ""];
}

const seenFrom = (file, at) => at && { ...at, elsewhere: Boolean(file) && at.file !== file };

/** @param {import("./trace.js").Moment} moment @param {number} frames so far @returns {string} where in the run it is */
export function positionOf({ frame, nth, of }, frames) {
  if (!nth) return frames ? `${frame} of ${frames}` : "";
  return `${frame ? `${frame} of ${frames}` : "Before 1"}, statement ${nth} of ${of}`;
}

/**
 * What is said of a statement, in short.
 *
 * @param {import("./trace.js").Moment} moment
 * @param {{name: string, value: string, changed: boolean}[]} values what it knows; heard are those that are new
 * @param {string} file that is shown
 * @returns {string}
 */
export function statementSaid({ frame, nth, phase, at }, values, file) {
  const place = `${frame ? `Frame ${frame}` : "Before frame 1"}, statement ${nth}. Line ${at.line} of ${functionOf(at)}`;
  const elsewhere = at.file === file ? "" : ` in ${at.file}`;
  const news = values.filter(({ changed }) => changed).map(({ name, value }) => `${name} is ${short(value)}.`);
  return [`${place}${elsewhere}.`, phase === "info" && "It ran through.", ...news.slice(0, MOST)]
    .filter(Boolean).join(" ");
}

const MOST = 3; // values that are told of one statement
const LONGEST = 40; // characters of each
const short = (value) => (value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value);

/** @param {Record<string, string>} before @param {Record<string, string>} after @param {boolean} back @returns {string} */
export function changesIn(before, after, back) {
  const names = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
  const value = (values, name) => values[name] ?? "not set";
  return names.map((name) => (back
    ? `${name} is ${value(after, name)} again.`
    : `${name} changed from ${value(before, name)} to ${value(after, name)}.`)).join(" ");
}
