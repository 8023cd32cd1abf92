/**
 * Ask the server for a run; a `message` says why there is none.
 *
 * @param {{course: string, scenario: string, variant: string}} scenario
 * @returns {Promise<{observer?: string, clients?: Record<string, string>, limits?: {message_bytes: number}, message?: string}>}
 */
export async function mint(scenario) {
  try {
    const response = await fetch("/sandbox/runs/", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(scenario),
    });
    return await response.json();
  } catch {
    return { message: "The server did not answer. Your frames are kept; try again in a moment." };
  }
}
