/**
 * A recorded run, told as an observer would have been told it who let every stop go, with what the browser itself saw.
 * Pure: no document, no socket.
 *
 * @typedef {object} Line of a recording: a snapshot as the observer is told it, but for what is as before; or what a client
 *   saw, with the `seq` of the snapshot that it follows
 * @property {"snapshot" | "seen"} type
 */

import { UNTOUCHED } from "./trace.js";

/** What the browser hears, as its journal would say it. */
const HEARD = {
  open: ({ subprotocol }) => [["open", subprotocol, WebSocket.OPEN]],
  message: ({ text, binary }) => [["message", text ?? sizeOf(binary?.length / 2), WebSocket.OPEN]],
  refused: () => [["error", "", WebSocket.CLOSED]],
  close: ({ code }) => [["close", code === 1006 ? "code 1006" : `code ${code}, clean`, WebSocket.CLOSED]],
};

/** What the browser must have done for this to arrive at the server; it leaves only what nobody has closed before. */
const DONE = {
  "websocket.receive": ({ text, bytes }) => [["send", bytes ? sizeOf(bytes.length) : text, WebSocket.OPEN]],
  "websocket.disconnect": (_, leave) => (leave === null ? [] : [["close()", leave, WebSocket.CLOSING]]),
};

const sizeOf = (length) => `${length} bytes`;

/**
 * @param {Line[]} lines in order
 * @param {string} player the client that the page plays
 * @param {string | null} [leave] how it ends its connection, as the log tells that; null where it does not by itself
 * @returns {{snapshots: object[], journal: import("./journal.js").Entry[]}}
 */
export function replayed(lines, player, leave = null) {
  const { snapshots, places } = toldOf(lines.filter(({ type }) => type === "snapshot"));
  return { snapshots, journal: journalOf(lines.filter(({ client }) => client === player), places, leave) };
}

/** Each stop twice, held with what was known before it; `places` tells with which moment a snapshot's news are seen. */
function toldOf(recorded) {
  const snapshots = [];
  const places = new Map([[0, 0]]);
  let before = { tracker: untouched(recorded[0]?.tracker), groups: {} };
  let moments = 0;
  for (const [place, line] of recorded.entries()) {
    const after = { tracker: line.tracker ?? before.tracker, groups: line.groups ?? before.groups };
    const { kind, direction } = line.event;
    const isStatement = kind === "statement";
    const stops = direction !== "code" || (isStatement && line.phase !== "info"); // what ran through waited for nobody
    if (stops) snapshots.push({ ...line, ...before, n: place + 1, phase: "held" });
    snapshots.push({ ...line, ...after, n: stops ? place + 1 : null });
    moments += stops && !isStatement ? 2 : 1;
    places.set(line.seq, direction === "in" ? moments - 1 : moments);
    before = after;
  }
  return { snapshots, places };
}

const untouched = (tracker = {}) => Object.fromEntries(Object.keys(tracker).map((client) => [client, UNTOUCHED]));

function journalOf(lines, places, leave) {
  const journal = [];
  let began; // of this socket, in seconds of the run
  let there = false; // until its end is heard
  let closed = false;
  const note = ({ seq, t, since = t - began }, [what, detail = "", readyState]) =>
    journal.push({ what, detail, readyState, t: Math.max(0, since * 1000), home: places.get(seq) });
  lines.forEach((line, place) => {
    const kind = line.event?.kind ?? line.kind;
    const unheard = !there && line.type === "seen"; // what the server has heard nothing of was made, too
    if (kind === "websocket.connect" || unheard) {
      began = beganAt(lines.slice(place));
      there = true;
      closed = false;
      note({ ...line, since: 0 }, ["new WebSocket()", "", WebSocket.CONNECTING]);
    }
    const news = HEARD[kind]?.(line) ?? DONE[kind]?.(line.event, closed ? null : leave) ?? [];
    for (const entry of news) note(line, entry);
    closed ||= kind === "refused" || kind === "close";
    there &&= kind !== "close";
  });
  return journal;
}

/** When a socket was made: what its client saw first says how long ago that was. */
function beganAt(lines) {
  const seen = lines.find(({ type }) => type === "seen");
  return seen ? seen.t - seen.since : lines[0].t;
}
