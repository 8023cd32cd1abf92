/**
 * What the browser itself saw, placed among the moments of the run. Pure: no document, no socket.
 *
 * @typedef {object} Entry
 * @property {"new WebSocket()" | "open" | "send" | "InvalidStateError" | "message" | "close()" | "error" | "close"} what
 * @property {string} detail
 * @property {number} t milliseconds since the socket was made
 * @property {number} readyState as the socket said at that time
 * @property {number} [at] index of the moment with which it belongs; none where nothing at the server goes with it
 */

/** The moments, as kind and phase, with which the nth entry of each sort goes. */
const HOMES = {
  "new WebSocket()": ["websocket.connect held"],
  open: ["websocket.accept passed"],
  send: ["websocket.receive held"],
  message: ["websocket.send passed"],
  "close()": ["websocket.disconnect held"],
  close: ["websocket.close passed", "application.raised error", "server.gave_up info", "websocket.disconnect held"],
  error: ["websocket.close passed", "application.raised error", "server.gave_up info", "websocket.disconnect held"],
};

/** These answer a release: the snapshot that tells of it is on its way, and the wire must be drawn first. */
const ANSWERS = new Set(["open", "message"]);

/**
 * @param {Entry[]} entries in order
 * @param {import("./trace.js").Moment[]} moments
 * @returns {Entry[]} the same, each with its place
 */
export function placed(entries, moments) {
  const seen = {};
  return entries.map((entry) => {
    const homes = HOMES[entry.what] ?? [];
    const nth = (seen[entry.what] = (seen[entry.what] ?? -1) + 1);
    const matching = moments.filter(({ event, phase }) => homes.includes(`${event.kind} ${phase}`));
    return { ...entry, at: matching[nth]?.index };
  });
}

/**
 * @param {Entry[]} entries placed
 * @param {number} index of the moment that is shown
 * @param {boolean} edge whether that is the newest one; then also what has no place is shown
 * @returns {Entry[]}
 */
export function seenBy(entries, index, edge) {
  return entries.filter(({ what, at }) => (at === undefined ? edge && !ANSWERS.has(what) : at <= index));
}

/** @param {Entry[]} seen @returns {number | null} readyState then, null where there is no socket yet */
export const readyStateOf = (seen) => seen.at(-1)?.readyState ?? null;

export const READY_STATES = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];

/** @param {number | null} readyState */
export const readyStateName = (readyState) => (readyState === null ? "none" : READY_STATES[readyState]);
