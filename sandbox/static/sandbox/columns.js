/**
 * The tracker's columns are stages, not frames: each fills when its stage is reached, and again if its value changes
 * before the next one is. Pure: no document, no socket.
 */

/**
 * Where each column is reached: for the server when its step has passed; for the browser, whose own acts come before
 * the server hears of them, already when a step that comes in is held.
 *
 * @param {{step: number}[]} columns
 * @param {import("./trace.js").Moment[]} moments
 * @param {"browser" | "server"} side
 * @returns {(number | undefined)[]} index of a moment for each column
 */
export function reached(columns, moments, side) {
  const early = ({ event }) => side === "browser" && event.direction === "in";
  return columns.map(({ step }) => {
    if (step === 0) return 0;
    return moments.find((moment) => moment.step === step && (moment.phase !== "held" || early(moment)))?.index;
  });
}

/**
 * @param {(number | undefined)[]} reach from `reached`, for the server: all rows of a column are filled together
 * @param {number} index of the moment that is shown
 * @param {(number | undefined)[]} [leave] from `reached`, for the row's own side: when it has done with the column before
 * @returns {(number | undefined)[]} for each column the moment whose value it shows, if it is reached
 */
export function shownIn(reach, index, leave = reach) {
  return reach.map((begins, column) => {
    if (begins === undefined || begins > index) return undefined;
    if (begins === 0) return 0; // the start stays what it was
    const next = leave.slice(column + 1).find((other) => other !== undefined);
    return next === undefined ? index : Math.min(index, next - 1);
  });
}

/** @param {(number | undefined)[]} reach @param {number} index @returns {number} the column that is current */
export const columnAt = (reach, index) => reach.findLastIndex((begins) => begins !== undefined && begins <= index);
