/** How answers get to the server, and pages back: one at a time, and never without an end. */

import { queue } from "../learners/queue.js";

export const PATIENCE = 20_000; // milliseconds; the server itself may wait for its database for three quarters of that
const UNREACHED = "The server could not be reached. Your answer is kept: try again in a moment.";

/**
 * Post a form as the button `submitter` would.
 * @param {HTMLFormElement} form
 * @param {?HTMLElement} submitter
 * @returns {Promise<Document>} the page that answers
 */
export function post(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  return queue(() => load(form.action, { method: "POST", body }));
}

/**
 * Fetch a page, whatever its status; what cannot be reached is an error with a sentence for the reader.
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<Document>}
 */
export async function load(address, options) {
  try {
    const response = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) });
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    throw new Error(UNREACHED);
  }
}
