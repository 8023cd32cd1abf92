/**
 * Sentences for the moments of a run that no author's row tells of: at most 45 characters of title, 90 of sentence.
 * Pure: no document, no socket.
 */

const line = (at) => (at ? lineOf(at) : "The consumer");
const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
const named = ({ group }) => cut(group, 24);
const handler = (at) => (at ? functionOf(at) : "The consumer");

/** @param {{line: number, file: string, elsewhere?: boolean}} at `elsewhere` where its file is not the one that is shown */
export const lineOf = ({ line: number, file, elsewhere }) => `Line ${number}${elsewhere ? ` of ${cut(file, 16)}` : ""}`;

/** @param {{function: string}} at */
export const functionOf = ({ function: name }) => `${cut(name, 18)}()`;

export const HELD = {
  statement: ({ at }) => [
    `${lineOf(at)} is next`,
    `${functionOf(at)} waits before it. Step runs this line.`,
  ],
  "websocket.connect": () => [
    "A browser asks to connect",
    "The request waits at the server. Step hands it to connect().",
  ],
  "websocket.accept": ({ at }) => [
    `${handler(at)} wants to accept`,
    `${line(at)} waits, the browser is still CONNECTING. Step answers it.`,
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
  "layer.group_add": ({ at, event }) => [
    `${handler(at)} wants to join a group`,
    `${line(at)} waits. Step adds this client to ${named(event)}.`,
  ],
  "layer.group_discard": ({ at, event }) => [
    `${handler(at)} wants to leave a group`,
    `${line(at)} waits. Step takes this client out of ${named(event)}.`,
  ],
  "layer.group_send": ({ at, event }) => [
    `${handler(at)} wants to send to a group`,
    `${line(at)} waits. Step hands it to everyone in ${named(event)}.`,
  ],
  "layer.send": ({ at }) => [
    `${handler(at)} wants to send to a channel`,
    `${line(at)} waits with the message. Step hands it to the layer.`,
  ],
  "layer.receive": ({ at }) => [
    "A message has come from the channel layer",
    `It waits at the consumer's channel. Step hands it to ${at ? handler(at) : "the consumer"}.`,
  ],
};

export const PASSED = {
  statement: ({ at }) => [
    `${lineOf(at)} ran through`,
    `${functionOf(at)} is plain code on the event loop: it cannot wait, so it ran through.`,
  ],
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
  "layer.group_add": ({ event }) => [
    "The consumer is in a group",
    `What is sent to ${named(event)} reaches this client, too, from now on.`,
  ],
  "layer.group_discard": ({ event }) => [
    "The consumer has left a group",
    `What is sent to ${named(event)} does not reach this client any more.`,
  ],
  "layer.group_send": ({ event }) => [
    "A message goes to a group",
    `Each consumer in ${named(event)} finds it in its own channel.`,
  ],
  "layer.send": () => [
    "A message goes to one channel",
    "Whoever receives on that channel is handed it.",
  ],
  "layer.receive": ({ at }) => [
    `${at ? handler(at) : "A handler"} runs`,
    "The channel layer has handed it the message; its type names the method.",
  ],
  "handler.returned": ({ tracker }) => RETURNED[tracker.connection_state] ?? RETURNED.Accepted,
  "application.raised": ({ event: { exception }, at }) => [
    `${exception.type} in ${handler(at)}`,
    `${line(at)}: ${exception.message || "no message"}. disconnect() will not run.`,
  ],
  "handler.done": ({ at }) => [
    `${at ? handler(at) : "The handler"} is done`,
    "Its last line has run. The consumer sleeps until something arrives.",
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

/** A statement has been let go, and nothing has come of it. */
export const RESTING = ({ at }) => [
  `${lineOf(at)} runs`,
  `It takes its time, or was the last of ${functionOf(at)}.`,
];

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

/** The same where the browser has gone, and the consumer goes on without knowing. */
export const GONE = {
  held: {
    "websocket.accept": ({ at }) => [
      `${handler(at)} wants to accept`,
      `${line(at)} waits with an answer, but the browser has gone. Step tries.`,
    ],
    "websocket.send": ({ at }) => [
      `${handler(at)} wants to send`,
      `${line(at)} waits with a message, but the browser has gone. Step tries.`,
    ],
    "websocket.close": ({ at }) => [
      `${handler(at)} wants to close`,
      `${line(at)} waits, but the browser has gone already. Step goes on.`,
    ],
  },
  passed: {
    "websocket.connect": () => ["connect() runs", "The consumer decides, and does not know that the browser has gone."],
    "websocket.accept": () => ["The consumer accepts in vain", "The browser has gone, so this answer reaches nobody."],
    "websocket.send": () => ["The consumer sends in vain", "The browser has gone, so this message reaches nobody."],
    "websocket.close": () => ["The consumer closes in vain", "The browser has gone, so there is nothing left to close."],
    "handler.returned": () => ["connect() has returned", "The browser has gone. What is left is to tell the consumer."],
  },
};

/** The sandbox, and neither browser nor consumer, has ended the connection. */
export const SANDBOX_CLOSED = ({ event: { code } }) => [
  "The sandbox closed the connection",
  `${ENDED_BY[code] ?? `It closed with code ${code}.`} Step calls disconnect().`,
];

const ENDED_BY = {
  4413: "A message was above its limit, hence code 4413.",
  4429: "Too many messages waited, hence code 4429.",
};
