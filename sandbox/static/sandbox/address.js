/** @param {{frame: number, nth?: number}} moment @returns {number | string} as an address names it: 6, or 6.2 */
export const addressOf = ({ frame, nth }) => (nth ? `${frame}.${nth}` : frame);

/** @param {number | string} frame that the address names from now on, without an entry in the history; 0 for none */
export function nameFrame(frame) {
  const url = new URL(location);
  if (frame) url.searchParams.set("frame", frame);
  else url.searchParams.delete("frame");
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** @returns {boolean} whether the address names a frame */
export const namesFrame = () => new URL(location).searchParams.has("frame");

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
