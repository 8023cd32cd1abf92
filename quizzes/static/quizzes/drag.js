/** Lines of a list are dragged by their grips, with a mouse or a finger. */

/**
 * @param {HTMLElement} list
 * @param {(item: HTMLElement) => void} dropped
 */
export function dragWithin(list, dropped) {
  let dragged = null;

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    dragged = grip.closest("li");
    dragged.classList.add("dragged");
    list.setPointerCapture(event.pointerId);
  });

  list.addEventListener("pointermove", ({ clientY }) => {
    if (!dragged) return;
    const { previousElementSibling: above, nextElementSibling: below } = dragged;
    if (above && clientY < middle(above)) above.before(dragged);
    else if (below && clientY > middle(below)) below.after(dragged);
  });

  for (const end of ["pointerup", "pointercancel"]) {
    list.addEventListener(end, () => {
      dragged?.classList.remove("dragged");
      if (dragged) dropped(dragged);
      dragged = null;
    });
  }
}

/** The middle of an element on the screen, from the top in pixels. */
function middle(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}
