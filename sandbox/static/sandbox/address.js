/** @param {{frame: number, nth?: number}} moment @returns {number | string} as an address names it: 6, or 6.2 */
export const addressOf = ({ frame, nth }) => (nth ? `${frame}.${nth}` : frame);

/**
 * @param {number | string} frame that the address names from now on, without an entry in the history; 0 for none
 * @param {boolean} own whether it is one of the learner's own run, which ends with this page
 */
export function nameFrame(frame, own) {
  const url = new URL(location);
  if (frame) url.searchParams.set("frame", frame);
  else url.searchParams.delete("frame");
  if (url.href !== location.href || own !== namedOwn()) history.replaceState({ ...history.state, own }, "", url);
}

/** @returns {boolean} whether the page was left, and comes back now, in the midst of an own run */
export const namedOwn = () => Boolean(history.state?.own);

/**
 * @param {import("./trace.js").Moment[]} moments
 * @param {string} address as `addressOf` says it
 * @returns {number} index of what is seen last there, -1 where there is no such moment
 */
export function indexAt(moments, address) {
  return moments.findLastIndex((moment) => moment.frame > 0 && String(addressOf(moment)) === address);
}

/** @returns {string | null} the frame that the page's address names */
export const namedFrame = () => new URL(location).searchParams.get("frame");

/**
 * A link to a place on this page stays one, whatever frame the address names: to load the page anew would end the run.
 *
 * @param {MouseEvent} event
 */
export function keepPage(event) {
  const link = event.target.closest("a[href]");
  const here = link?.hash && link.origin === location.origin && link.pathname === location.pathname;
  if (!here || link.search === location.search || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.assign(`${location.search}${link.hash}`);
}
