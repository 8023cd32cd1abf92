/**
 * One line, always in this order: what happened, what is safe, what one can do. Pure: no document, no socket.
 *
 * @typedef {object} State
 * @property {string} icon
 * @property {"" | "client" | "server" | "bad"} tone
 * @property {string | ((seconds: number) => string)} text a function where it counts down to `until`
 * @property {number} [until] of performance.now()
 * @property {{label: string, does: string}} [action] a button, and the method of the stage that it calls
 */

import { addressOf } from "./address.js";
import { lineOf } from "./captions.js";

const ANEW = { label: "Start again", does: "connect" };
const READ = { label: "Read the recorded run", does: "readRecorded" };
const UNDO = { label: "Undo", does: "undo" };

/** By what the line to the server is like. @type {Record<string, (link: object, scene: object) => State>} */
const LINKS = {
  left: () => plain("That run ended when the page was left. Step begins a new one."),
  idle: (_, { playable, readable }) => (playable ? plain(INTRODUCTION) : onlyRecorded(readable)),
  cleared: () => ({ ...plain("The run is reset, its socket is closed. Its frames can come back for reading.", "back"), action: UNDO }),
  restored: () => plain("Your run is back for reading, its socket stays closed. Connect begins a new one.", "back"),
  recorded: ({ left, day, versions }) => plain(left ? LEFT : `The recorded run of ${day}, with ${versions}. Connect begins your own.`),
  opening: () => ({ icon: "arc", tone: "client", text: "Opening the line to your sandbox." }),
  slow: ({ message }, { readable }) => ({ ...plain(message), action: readable ? READ : undefined }),
  elsewhere: () => plain("Your browser keeps this socket back while another tab waits for its handshake. Step that one first."),
  dropped: (retry, { frames }) => (navigator.onLine ? dropped(retry) : offline(frames)),
  failed: ({ message, blocked }, { readable }) =>
    bad(navigator.onLine ? message : OFFLINE, blocked && readable ? READ : { label: "Try again", does: "connect" }),
  ended: ({ message }) => ({ ...plain(message || "The line to the server is gone. Your frames are kept.", "off"), action: ANEW }),
  noticed: ({ message, until }) => ({ ...bad(until ? ending : message), until }),
  live: ({ until }, scene) => live(until, scene),
};

const INTRODUCTION = "No run yet. Step or Connect begins one, yours alone. Statement by statement goes line by line.";
const LEFT = "That run ended when the page was left. This is the recorded one. Connect begins your own.";
const OFFLINE = "You are offline, so no WebSocket opens. The lesson is all here.";
const ending = (seconds) => `This run ends in ${seconds} s, a step may keep it. Your frames stay.`;

/** @param {object} link @param {object} scene @returns {State} */
export const stateOf = (link, scene) => LINKS[link.status](link, scene);

const onlyRecorded = (readable) => ({ ...plain("This variant is not run live."), action: readable ? READ : undefined });

function dropped({ attempt, of, until }) {
  const text = (seconds) => `The line dropped. Trying again in ${seconds} s, attempt ${attempt} of ${of}. Your frames are kept.`;
  return { icon: "arc", tone: "client", text, until, action: { label: "Try now", does: "retry" } };
}

const offline = (frames) =>
  plain(`You are offline. You can still step through the ${frames} frame${frames === 1 ? "" : "s"} that you have.`, "off");

/** By what the run is doing, while the line is there. */
function live(until, scene) {
  const { moment, last, running, lookingBack, held, ready, unheard, over, next } = scene;
  if (held && until) return expiring(held, until, moment.index < last.index);
  const newest = addressOf(last);
  const goer = running ? "Run" : "Step";
  if (lookingBack) return plain(`You are looking back at frame ${addressOf(moment)}. The run itself is at frame ${newest}.`, "back");
  const edge = over ? `The run ended at frame ${newest}.` : `The server is at frame ${newest} already.`;
  if (moment.index < last.index) return well(`${edge} ${goer} goes there.`);
  if (over) return ended(scene);
  if (held) return well(`${stopOf(held)} is held until ${running ? "Run lets it go" : "you step"}.${waiting(ready)}${behind(unheard)}`);
  return well(`Nothing is held. ${next ? `${goer} ${does(next)}.` : "The browser waits for an answer."}`);
}

/** The consumer has come to its end, which the browser may hear a moment later. */
function ended({ moment, raised, refused, closing, code }) {
  if (raised) return bad(`${errorOf(raised)} ${endingOf(closing, code)} Your frames are kept.`, { label: "Reset", does: "reset" });
  if (closing) return plain("The consumer is done, and the socket is closing.");
  if (!refused) return plain("This run is over. Its frames stay until you connect or reset.", "check");
  const action = { label: `See frame ${refused.frame}`, does: "toRefusal" };
  return { ...plain(REFUSED), action: moment.frame === refused.frame ? undefined : action };
}

const REFUSED = "The consumer closed the handshake before accepting, so the server answered 403.";

/** @param {import("./trace.js").Moment} raised @returns {string} such as `Line 11: KeyError: 'text'.` */
function errorOf({ at, event: { exception: { type, message } } }) {
  const said = message.length > MOST ? `${message.slice(0, MOST - 1)}…` : message;
  const error = [at ? lineOf(at) : "The consumer", type, said].filter(Boolean).join(": ");
  return /[.!?…]$/.test(error) ? error : `${error}.`;
}

const MOST = 60; // characters of an exception's message

function endingOf(closing, code) {
  if (closing || !code) return "The server closes the socket.";
  return code === "1006" ? "The handshake failed." : `Closed with ${code}.`;
}

/** It counts down wherever one looks, for it ends the run. */
function expiring(held, until, away) {
  const text = (seconds) => `${stopOf(held)} is held for ${seconds} s more, then the run ends.`;
  return { ...well(text), until, action: away ? { label: "Go there", does: "toEnd" } : undefined };
}

/** @param {import("./trace.js").Moment} held @returns {string} what waits: a line, or an event */
const stopOf = ({ nth, at, event }) => (nth ? lineOf(at) : event.kind);

/** @param {string[]} ready who waits for the event loop; an empty name where it need not be said @returns {string} */
const waiting = (ready) => ready.map((name) => ` ${name ? `Client ${name}` : "Another task"} is ready, and waits for the event loop.`).join("");

/** What the browser has done while something is held. */
function behind({ messages, closed, byBrowser }) {
  const waits = messages === 1 ? " 1 message waits behind it." : ` ${messages} messages wait behind it.`;
  const ends = ` ${byBrowser ? "The browser has closed" : "The connection is gone"} already; the consumer hears it last.`;
  return (messages ? waits : "") + (closed ? ends : "");
}

/** @param {import("./script.js").Action} action @returns {string} */
const does = ({ kind, text, bytes }) => ({
  connect: "opens a WebSocket",
  send: `sends ${text}`,
  send_bytes: `sends ${bytes?.length / 2} bytes`,
  close: "closes the connection",
  abort: "cuts the connection",
})[kind];

const plain = (text, icon = "half") => ({ icon, tone: "", text });
const well = (text) => ({ icon: "live", tone: "server", text });
const bad = (text, action = undefined) => ({ icon: "cross", tone: "bad", text, action });
