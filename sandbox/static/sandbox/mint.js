import { queue } from "../learners/queue.js";

/**
 * Ask the server for a run; a `message` says why there is none.
 *
 * @param {{course: string, scenario: string, variant: string}} scenario
 * @returns {Promise<{observer?: string, clients?: Record<string, string>, limits?: {message_bytes: number}, message?: string,
 *   blocked?: boolean}>} blocked where nobody answered
 */
export async function mint(scenario) {
  try {
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(scenario) };
    const response = await queue(() => fetch("/sandbox/runs/", options));
    return await response.json();
  } catch {
    return { message: "The server did not answer. Your frames are kept.", blocked: true };
  }
}
