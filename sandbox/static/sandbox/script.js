/**
 * What the scenario's script would do next, as the client. Pure: no document, no socket.
 *
 * @typedef {object} Action
 * @property {"connect" | "send" | "send_bytes" | "close" | "abort"} kind
 * @property {string} text
 * @property {string} bytes hexadecimal
 * @property {number | null} code
 */

const isMessage = ({ kind }) => kind === "send" || kind === "send_bytes";
const isEnd = ({ kind }) => kind === "close" || kind === "abort";

/**
 * @param {Action[]} script
 * @param {{readyState: number | null, sent: number, raw?: boolean}} client its socket, how many messages it has sent, and
 *   whether it may act while it is CONNECTING, as no browser does
 * @returns {Action | undefined} nothing while or where the client cannot act
 */
export function nextAction(script, { readyState, sent, raw = false }) {
  if (readyState === null) return script.find(({ kind }) => kind === "connect");
  if (readyState !== WebSocket.OPEN && !(raw && readyState === WebSocket.CONNECTING)) return undefined;
  return script.filter(isMessage)[sent] ?? script.find(isEnd);
}

/** @param {Action[]} script @param {number} sent @returns {string} what the field should hold next */
export function nextText(script, sent) {
  const messages = script.filter(isMessage);
  return messages[Math.min(sent, messages.length - 1)]?.text ?? "";
}
