/** @param {number} frame that the address names from now on, without an entry in the history; 0 for none */
export function nameFrame(frame) {
  const url = new URL(location);
  if (frame) url.searchParams.set("frame", frame);
  else url.searchParams.delete("frame");
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
