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

/** By what the line to the server is like. @type {Record<string, (link: object, scene: object) => State>} */
const LINKS = {
  left: () => plain("That run ended when the page was left. Step begins a new one."),
  idle: () => plain("No run yet. Step or Connect begins one, and it is yours alone."),
  opening: () => ({ icon: "arc", tone: "client", text: "Opening the line to your sandbox." }),
  slow: () => plain("No WebSocket has opened yet. Another tab may hold a handshake, or a firewall blocks them. The lesson is all here."),
  elsewhere: () => plain("Your browser keeps this socket back while another tab waits for its handshake. Step that one first."),
  dropped: ({ attempt, of, until }) => dropped(navigator.onLine, attempt, of, until),
  failed: ({ message }) => bad(message, { label: "Try again", does: "connect" }),
  ended: ({ message }) => ({ ...plain(message || "The line to the server is gone. Your frames are kept.", "off"), action: ANEW }),
  noticed: ({ message, until }) => ({ ...bad(until ? ending : message), until }),
  live: ({ until }, scene) => live(until, scene),
};

const ending = (seconds) => `This run ends in ${seconds} s, a step may keep it. Your frames stay.`;

/** @param {object} link @param {object} scene @returns {State} */
export const stateOf = (link, scene) => LINKS[link.status](link, scene);

function dropped(online, attempt, of, until) {
  const what = online ? "The line dropped" : "You are offline";
  const text = (seconds) => `${what}. Trying again in ${seconds} s, attempt ${attempt} of ${of}. Your frames are kept.`;
  return { icon: online ? "arc" : "off", tone: "client", text, until, action: { label: "Try now", does: "retry" } };
}

/** By what the run is doing, while the line is there. */
function live(until, { moment, last, running, lookingBack, held, ready, unheard, over, raised, next }) {
  if (held && until) return expiring(held, until, moment.index < last.index);
  const newest = addressOf(last);
  const goer = running ? "Run" : "Step";
  if (lookingBack) return plain(`You are looking back at frame ${addressOf(moment)}. The run itself is at frame ${newest}.`, "back");
  if (moment.index < last.index) return well(`The server is at frame ${newest} already. ${goer} goes there.`);
  if (raised) return bad("The consumer raised an exception, so this run is over. Your frames are kept.", { label: "Reset", does: "reset" });
  if (over) return plain("This run is over. Its frames stay until you connect or reset.", "check");
  if (held) return well(`${stopOf(held)} is held until ${running ? "Run lets it go" : "you step"}.${waiting(ready)}${behind(unheard)}`);
  return well(`Nothing is held. ${next ? `${goer} ${does(next)}.` : "The browser waits for an answer."}`);
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
