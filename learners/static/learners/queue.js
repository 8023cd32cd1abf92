/** The first request that is stored brings the cookie by which the next ones are known, so they wait for each other. */

let last = Promise.resolve();

/**
 * Do something once all that was asked for before is done.
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T>}
 */
export function queue(act) {
  const done = last.then(act);
  last = done.catch(() => {});
  return done;
}
