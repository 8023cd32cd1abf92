/**
 * On paper nothing can be stepped or opened: the finished run is drawn, and every part of the page stands open.
 *
 * @param {{finished(): void, again(): void}} stage draws the finished run; draws what was shown before
 */
export function heedPrinting({ finished, again }) {
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((part) => { part.open = true; });
    finished();
  });
  addEventListener("afterprint", () => {
    closed.forEach((part) => { part.open = false; });
    again();
  });
}
