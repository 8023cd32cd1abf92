/**
 * Sentences for the moments of a run. The author's row speaks where a frame has passed; these speak while it is held
 * and where no row is. At most 45 characters of title and 90 of sentence. Pure: no document, no socket.
 */

/** Short names for the strip. */
export const LABELS = {
  "websocket.connect": "connect",
  "websocket.accept": "accept",
  "websocket.receive": "receive",
  "websocket.send": "send",
  "websocket.close": "close",
  "websocket.disconnect": "disconnect",
  "handler.returned": "returned",
  "application.raised": "raised",
  "application.finished": "finished",
  "server.gave_up": "gave up",
};

/** @param {string} kind */
export const labelOf = (kind) => LABELS[kind] ?? kind;

const line = (at) => (at ? `Line ${at.line}` : "The consumer");
const handler = (at) => (at ? `${at.function}()` : "The consumer");

const HELD = {
  "websocket.connect": () => [
    "A browser asks to connect",
    "The request waits at the server. Step hands it to connect().",
  ],
  "websocket.accept": ({ at }) => [
    `${handler(at)} wants to accept`,
    `${line(at)} waits, the browser is still CONNECTING. Step sends the answer.`,
  ],
  "websocket.receive": () => [
    "A message has arrived",
    "It has crossed the wire and waits. Step hands it to receive().",
  ],
  "websocket.send": ({ at }) => [
    `${handler(at)} wants to send`,
    `${line(at)} waits with the message. Step puts it on the wire.`,
  ],
  "websocket.close": ({ at }) => [
    `${handler(at)} wants to close`,
    `${line(at)} waits. Step tells the browser.`,
  ],
  "websocket.disconnect": () => [
    "The connection is gone",
    "The browser knows, the consumer does not. Step calls disconnect().",
  ],
};

const PASSED = {
  start: () => [
    "Nothing has happened yet",
    "The code waits and the browser is idle. Step opens a WebSocket, Run plays it all.",
  ],
  "websocket.connect": () => [
    "connect() runs",
    "The consumer decides. Until it answers, the browser stays CONNECTING.",
  ],
  "websocket.accept": () => [
    "The server accepts",
    "The handshake is answered with 101, and the browser fires open.",
  ],
  "websocket.receive": () => [
    "receive() runs",
    "Channels passed the message to the consumer.",
  ],
  "websocket.send": () => [
    "The server sends",
    "One frame crosses the wire, and the browser fires message.",
  ],
  "websocket.close": ({ tracker }) => CLOSED[tracker.connection_state] ?? CLOSED.Closing,
  "websocket.disconnect": () => [
    "disconnect() runs",
    "Channels tells the consumer that the connection is gone.",
  ],
  "handler.returned": ({ tracker }) => RETURNED[tracker.connection_state] ?? RETURNED.Accepted,
  "application.raised": ({ event: { exception }, at }) => [
    `${exception.type} in ${handler(at)}`,
    `${line(at)}: ${exception.message || "no message"}. disconnect() will not run.`,
  ],
  "application.finished": () => [
    "The consumer is done",
    "disconnect() has returned and the consumer is thrown away. A new socket gets a new one.",
  ],
  "server.gave_up": () => [
    "The server gave up waiting",
    "Five seconds passed without accept. Stock Daphne drops the connection here.",
  ],
};

/** What a close means depends on whether the line had been open. */
const CLOSED = {
  Rejected: ["The consumer refuses", "It closed before accepting, so the handshake is answered with 403."],
  Closing: ["The server closes", "A close frame crosses the wire, and the browser fires close."],
};

/** connect() has returned: what it had said by then. */
const RETURNED = {
  None: ["connect() has returned without an answer", "Nothing went out. The browser stays CONNECTING until the server gives up."],
  Rejected: ["connect() has returned", "It said no. What is left is to tell the consumer that the connection is gone."],
  Accepted: ["connect() has returned", "The line is open. The consumer sleeps until something arrives."],
};

/**
 * @param {import("./trace.js").Moment} moment
 * @param {{n: number, title: string, text: string}[]} steps the author's rows
 * @returns {[string, string]} title and sentence
 */
export function captionOf(moment, steps) {
  const words = (moment.phase === "held" ? HELD : PASSED)[moment.event.kind];
  const row = moment.phase === "held" ? undefined : steps.find(({ n }) => n === moment.step);
  if (row) return [row.title, row.text];
  return words?.(moment) ?? [labelOf(moment.event.kind), ""];
}

/** @param {Record<string, string>} before @param {Record<string, string>} after @param {boolean} back @returns {string} */
export function changesIn(before, after, back) {
  const names = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
  const value = (values, name) => values[name] ?? "not set";
  return names.map((name) => (back
    ? `${name} is ${value(after, name)} again.`
    : `${name} changed from ${value(before, name)} to ${value(after, name)}.`)).join(" ");
}
