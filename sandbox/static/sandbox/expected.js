/**
 * What the recorded run lets one expect of one's own, as long as that goes the same way. Pure: no document, no socket.
 *
 * @typedef {ReturnType<import("./trace.js").framesOf>} Frames
 */

/** @param {Frames} frames so far @param {Frames} recorded @returns {boolean} whether the same has happened */
export const isAsRecorded = (frames, recorded) => frames.every((frame, place) => isSame(frame, recorded[place]));

const isSame = (frame, recorded) => frame.event.kind === recorded?.event.kind && frame.last.client === recorded.last.client;

/**
 * @param {import("./trace.js").Moment[]} moments that get the number of statements which their frame will have
 * @param {import("./trace.js").Moment[]} recorded
 */
export function countAsRecorded(moments, recorded) {
  const counts = new Map(recorded.map(({ frame, of = 0 }) => [frame, of]));
  for (const moment of moments.filter(({ nth }) => nth)) moment.of = Math.max(moment.of, counts.get(moment.frame) ?? 0);
}
