/**
 * The moments of a run, from what the observer was told. Pure: no document, no socket.
 *
 * A frame is a numbered moment of the run. An event has two faces, held and passed, under one number; a fact has one.
 * A statement has one, too: held before it runs, or told of in passing where its code cannot wait. It adds no frame, it
 * is the nth under the event that its code deals with. What the page shows, and what Step and Back move over, are these
 * faces: one press, one visible change. That a statement has been let go is none: what comes of it is the next one.
 *
 * @typedef {object} Moment
 * @property {number} index place in the list, 0 is before anything happened
 * @property {number} frame 0 is before the first event
 * @property {number | undefined} nth the statement's number under its frame; undefined for an event or a fact
 * @property {number | undefined} of how many statements that frame has so far
 * @property {string | undefined} client
 * @property {"start" | "held" | "passed" | "info" | "error"} phase
 * @property {{kind: string, direction: string, text?: string, bytes?: {hex: string, length: number}, code?: number,
 *   accepted?: boolean, exception?: {type: string, message: string}}} event
 * @property {Tracker} tracker of the client that it tells of
 * @property {boolean} ours whether that is the client that the page plays
 * @property {Tracker} own the tracker of the client that the page plays
 * @property {{file: string, line: number, function: string, locals: Record<string, string>, self: Record<string, string>}
 *   | undefined} at
 * @property {Record<string, string>} attributes of the page's client's consumer, as last seen
 * @property {number | undefined} n the stop's number on the wire
 * @property {number} left index of the first moment after it was let go; Infinity while it is held
 * @property {number | undefined} step the author's row for this very event
 * @property {number} lit the author's row that is current: this frame's own, or the last one before it
 *
 * @typedef {{connection_state: string, message_buffer: string, messages: string[]}} Tracker
 */

/** @type {Tracker} before anything happened */
export const UNTOUCHED = Object.freeze({ connection_state: "None", message_buffer: "Empty", messages: [] });

/** @type {Moment} */
const START = Object.freeze({
  index: 0,
  frame: 0,
  nth: undefined,
  of: undefined,
  client: undefined,
  phase: "start",
  event: Object.freeze({ kind: "start", direction: "code" }),
  tracker: UNTOUCHED,
  ours: true,
  own: UNTOUCHED,
  at: undefined,
  attributes: Object.freeze({}),
  n: undefined,
  left: 1,
  step: undefined,
  lit: 0,
});

/**
 * @param {object[]} snapshots in order; notices, which have no frame, are left out, but for the end of a handler
 * @param {{n: number, event: string, client: string, nth: number}[]} steps the author's rows
 * @param {string} [player] the client that the page plays
 * @returns {Moment[]}
 */
export function momentsOf(snapshots, steps, player = snapshots[0]?.client) {
  const moments = [START];
  const rowOf = rowFinder(steps);
  const lit = new Map(); // by frame
  const counts = new Map(); // of statements by frame
  const held = new Map(); // by the stop's number
  const frames = new Map(); // the last of each client
  for (const told of snapshots) {
    const snapshot = isDone(told) ? { ...told, frame: frames.get(told.client) } : told;
    const { frame, phase, n, at, event, client } = snapshot;
    if (frame) frames.set(client, frame);
    if (n && phase !== "held" && held.has(n)) held.get(n).left = moments.length;
    if (!isMoment(snapshot)) continue;
    const last = moments.at(-1);
    const step = rowOf(snapshot);
    lit.set(frame, step ?? lit.get(frame) ?? last.lit);
    if (isStatement(event)) counts.set(frame, (counts.get(frame) ?? 0) + 1);
    moments.push({
      index: moments.length,
      frame,
      nth: isStatement(event) ? counts.get(frame) : undefined,
      of: undefined,
      client,
      phase,
      event,
      tracker: snapshot.tracker[client],
      ours: client === player,
      own: snapshot.tracker[player] ?? last.own,
      at,
      attributes: (client === player && at?.self) || last.attributes,
      n,
      left: phase === "held" ? Infinity : moments.length + 1,
      step,
      lit: lit.get(frame),
    });
    if (phase === "held") held.set(n, moments.at(-1));
  }
  for (const moment of moments) if (moment.nth) moment.of = counts.get(moment.frame);
  return moments;
}

/** What the last statement of a handler has done shows under the frame that it belongs to. */
const isDone = ({ event }) => event.kind === "handler.done";

const isStatement = ({ kind }) => kind === "statement";

const isMoment = ({ frame, phase, event }) => Number.isInteger(frame) && !(isStatement(event) && phase === "passed");

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

/** @param {Moment[]} moments @returns {{frame: number, event: object, last: Moment}[]} one for each frame; `last` of its event */
export function framesOf(moments) {
  const frames = new Map();
  for (const moment of moments.slice(1).filter(({ nth }) => !nth)) {
    const { event } = frames.get(moment.frame) ?? moment;
    frames.set(moment.frame, { frame: moment.frame, event, last: moment });
  }
  return [...frames.values()].sort((a, b) => a.frame - b.frame);
}

/** @param {number} code of a close @returns {boolean} whether the sandbox closed, as no browser and no consumer does */
export const isSandboxCode = (code) => code >= 4400 && code < 4600;
