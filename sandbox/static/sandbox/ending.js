/** How a run came to its end. Pure: no document, no socket. */

/**
 * @param {import("./trace.js").Moment[]} moments
 * @param {import("./journal.js").Entry[]} entries
 * @returns {{raised?: import("./trace.js").Moment, refused?: import("./trace.js").Moment, code?: string}} where the
 *   consumer raised; where it refused the handshake; the code with which the browser's socket closed
 */
export function endOf(moments, entries) {
  return {
    raised: moments.find(({ phase }) => phase === "error"),
    refused: moments.find(({ event, phase, tracker }) =>
      event.kind === "websocket.close" && phase === "passed" && tracker.connection_state === "Rejected"),
    code: entries.findLast(({ what }) => what === "close")?.detail.match(/\d+/)?.[0],
  };
}
