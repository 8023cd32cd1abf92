/**
 * What waits, what has been let go, and where a step leads. Pure: no document, no socket.
 *
 * @typedef {import("./trace.js").Moment} Moment
 * @typedef {"statement" | "event"} Granularity
 */

/** @param {Moment[]} moments @returns {Moment | undefined} the stop that has waited longest */
export const heldStop = (moments) => moments.find(({ left }) => left === Infinity);

/** What a step goes over: what ran through by itself, since nothing waited there; a step by events all statements. */
const OVER = {
  statement: ({ nth, phase }) => nth && phase === "info",
  event: ({ nth }) => nth,
};

/**
 * Where a step leads among what is recorded. Back goes over every single moment instead.
 *
 * @param {Moment[]} moments @param {number} index @param {Granularity} stride
 * @returns {number | undefined}
 */
export const nextStop = (moments, index, stride) => moments.slice(index + 1).find((moment) => !OVER[stride](moment))?.index;

/**
 * Where a way back leads: by statements over every single moment, by events over none of them.
 *
 * @param {Moment[]} moments @param {number} index @param {Granularity} stride
 * @returns {number}
 */
export const stopBefore = (moments, index, stride) =>
  Math.max(0, stride === "event" ? eventAt(moments, index - 1) : index - 1);

/** @param {Moment[]} moments @param {number} index @returns {number} the newest moment by then that is no statement */
export const eventAt = (moments, index) => moments.findLastIndex((moment) => moment.index <= index && !moment.nth);

/** @param {Moment[]} moments @returns {Moment | undefined} a statement that has been let go and of which nothing came yet */
export const resting = (moments) =>
  moments.find(({ nth, phase, left }) => nth && phase === "held" && left === moments.length);
