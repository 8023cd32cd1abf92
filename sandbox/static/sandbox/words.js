/** What moments are called. Pure: no document, no socket. */

import { captionIn, functionOf } from "./captions.js";
import { isSandboxCode } from "./trace.js";

/**
 * The author's row speaks where a frame has passed and the browser did what it tells of; our own words speak elsewhere.
 *
 * @param {import("./trace.js").Moment} moment
 * @param {{steps: {n: number, title: string, text: string}[], captions: object, labels: Record<string, string>,
 *   file?: string}} script of the stage: the author's rows, our own words, the file that is shown
 * @param {{gone?: boolean, hungUp?: boolean, differs?: boolean, resting?: boolean, waits?: boolean}} [circumstances]
 *   whether the browser had gone unnoticed; whether it hung up itself; whether it sent something else than the row tells
 *   of; whether the statement has been let go; whether the moment waits for Step
 * @returns {[string, string]} title and sentence
 */
export function captionOf(moment, { steps, captions, labels, file }, { gone, hungUp, differs, resting, waits } = {}) {
  const { kind, code } = moment.event;
  const face = moment.phase === "held" ? "held" : "passed";
  const wordsFor = (circumstance) => captionIn(captions[circumstance], moment, file);
  const foreign = kind === "websocket.disconnect" && (isSandboxCode(code) || (code === 1006 && !hungUp));
  const unusual = (gone && wordsFor(`${face} alone`))
    || (face === "held" && isSandboxCode(code) && wordsFor("ended by the sandbox"));
  const row = face === "held" || foreign || unusual || differs ? undefined : steps.find(({ n }) => n === moment.step);
  if (row?.title) return [row.title, row.text];
  const words = unusual || (resting && wordsFor("resting")) || wordsFor(face);
  if (!words) return [labels[kind] ?? kind, ""];
  const [title, sentence, invitation] = words;
  return [title, waits && invitation ? `${sentence} ${invitation}` : sentence];
}

/** @param {import("./trace.js").Moment} moment @param {number} frames of the run, as far as that is known @returns {string} */
export function positionOf({ frame, nth, of }, frames) {
  const place = frame ? `${frame} of ${frames}` : "";
  return nth ? `${place || "Before 1"}, statement ${nth} of ${of}` : place;
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
