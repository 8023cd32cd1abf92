/** Choices that outlive the page. Private windows and strict settings may refuse storage: then they last as long as it. */

/** @param {string} name @returns {string | null} what was chosen, if anything was */
export function recall(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

/** @param {string} name @param {string} choice */
export function remember(name, choice) {
  try { localStorage.setItem(name, choice); } catch { /* it still holds on this page */ }
}
