/** What moments are called. Pure: no document, no socket. */

import { GONE, HELD, PASSED, SANDBOX_CLOSED } from "./captions.js";
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
 * @param {{gone?: boolean, hungUp?: boolean}} [browser] whether it had gone unnoticed; whether it hung up itself
 * @returns {[string, string]} title and sentence
 */
export function captionOf(moment, steps, { gone = false, hungUp = false } = {}) {
  const { kind, code } = moment.event;
  const held = moment.phase === "held";
  const foreign = kind === "websocket.disconnect" && (isSandboxCode(code) || (code === 1006 && !hungUp));
  const unusual = (gone && GONE[held ? "held" : "passed"][kind]) || (held && isSandboxCode(code) && SANDBOX_CLOSED);
  const row = held || foreign || unusual ? undefined : steps.find(({ n }) => n === moment.step);
  if (row) return [row.title, row.text];
  const words = unusual || (held ? HELD : PASSED)[kind];
  return words?.(moment) ?? [labelOf(kind), ""];
}

/** @param {Record<string, string>} before @param {Record<string, string>} after @param {boolean} back @returns {string} */
export function changesIn(before, after, back) {
  const names = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
  const value = (values, name) => values[name] ?? "not set";
  return names.map((name) => (back
    ? `${name} is ${value(after, name)} again.`
    : `${name} changed from ${value(before, name)} to ${value(after, name)}.`)).join(" ");
}
