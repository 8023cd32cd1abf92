/**
 * The moments of a run, from what the observer was told. Pure: no document, no socket.
 *
 * A frame is a numbered moment of the run. An event has two faces, held and passed, under one number; a fact has one.
 * What the page shows, and what Step and Back move over, are these faces: one press, one visible change.
 *
 * @typedef {object} Moment
 * @property {number} index place in the list, 0 is before anything happened
 * @property {number} frame
 * @property {"start" | "held" | "passed" | "info" | "error"} phase
 * @property {{kind: string, direction: string, text?: string, bytes?: {hex: string, length: number}, code?: number,
 *   accepted?: boolean, exception?: {type: string, message: string}}} event
 * @property {{connection_state: string, message_buffer: string, messages: string[]}} tracker
 * @property {{file: string, line: number, function: string, self: Record<string, string>} | undefined} at
 * @property {Record<string, string>} attributes of the consumer, as last seen
 * @property {number | undefined} n the stop's number on the wire
 * @property {number | undefined} step the author's row for this very frame
 * @property {number} lit the author's row that is current: this frame's own, or the last one before it
 */

/** @type {Moment} */
const START = Object.freeze({
  index: 0,
  frame: 0,
  phase: "start",
  event: Object.freeze({ kind: "start", direction: "code" }),
  tracker: Object.freeze({ connection_state: "None", message_buffer: "Empty", messages: [] }),
  at: undefined,
  attributes: Object.freeze({}),
  n: undefined,
  step: undefined,
  lit: 0,
});

/**
 * @param {object[]} snapshots in order; notices of time, which have no frame, are left out
 * @param {{n: number, event: string, client: string, nth: number}[]} steps the author's rows
 * @returns {Moment[]}
 */
export function momentsOf(snapshots, steps) {
  const moments = [START];
  const rowOf = rowFinder(steps);
  for (const snapshot of snapshots.filter(({ frame }) => frame)) {
    const last = moments.at(-1);
    const step = rowOf(snapshot);
    moments.push({
      index: moments.length,
      frame: snapshot.frame,
      phase: snapshot.phase,
      event: snapshot.event,
      tracker: snapshot.tracker[snapshot.client],
      at: snapshot.at,
      attributes: snapshot.at?.self ?? last.attributes,
      n: snapshot.n,
      step,
      lit: step ?? last.lit,
    });
  }
  return moments;
}

/** A row's moment is the nth event of its kind at its client; both faces of that frame belong to it. */
function rowFinder(steps) {
  const frames = new Map();
  return ({ event, client, frame }) => {
    const key = `${client} ${event.kind}`;
    const seen = frames.get(key) ?? frames.set(key, []).get(key);
    if (!seen.includes(frame)) seen.push(frame);
    const nth = seen.indexOf(frame) + 1;
    return steps.find((row) => row.event === event.kind && row.client === client && row.nth === nth)?.n;
  };
}

/** @param {Moment[]} moments @returns {{frame: number, event: object, last: Moment}[]} one for each frame */
export function framesOf(moments) {
  const frames = new Map();
  for (const moment of moments.slice(1)) {
    frames.set(moment.frame, { frame: moment.frame, event: moment.event, last: moment });
  }
  return [...frames.values()].sort((a, b) => a.frame - b.frame);
}

/** @param {number} code of a close @returns {boolean} whether the sandbox closed, as no browser and no consumer does */
export const isSandboxCode = (code) => code >= 4400 && code < 4600;

/** @param {Moment[]} moments @returns {Moment | undefined} the stop that has waited longest */
export function heldStop(moments) {
  const passed = new Set(moments.filter(({ phase }) => phase === "passed").map(({ n }) => n));
  return moments.find(({ phase, n }) => phase === "held" && !passed.has(n));
}
