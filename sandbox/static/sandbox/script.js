/**
 * What the scenario's script would do next, as the browser. Pure: no document, no socket.
 *
 * @param {{kind: "connect" | "send" | "close", text: string}[]} script
 * @param {{readyState: number | null, sent: number}} browser its socket, and how many messages it has sent
 * @returns {{kind: "connect" | "send" | "close", text: string} | undefined} nothing while or where the browser cannot act
 */
export function nextAction(script, { readyState, sent }) {
  if (readyState === null) return script.find(({ kind }) => kind === "connect");
  if (readyState !== WebSocket.OPEN) return undefined;
  return script.filter(({ kind }) => kind === "send")[sent] ?? script.find(({ kind }) => kind === "close");
}

/** @param {{kind: string, text: string}[]} script @param {number} sent @returns {string} what the field should hold next */
export function nextText(script, sent) {
  const texts = script.filter(({ kind }) => kind === "send").map(({ text }) => text);
  return texts[Math.min(sent, texts.length - 1)] ?? "";
}
