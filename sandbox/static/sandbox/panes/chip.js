const MOST = 2; // values in one chip; the box below the code has them all

/**
 * What a line has changed, after its code, or at the right edge where the line is long. Where even that hides code, the
 * style decides: the box below tells it, too.
 *
 * @param {HTMLElement} line
 * @param {import("../values.js").Value[] | undefined} values none where it has changed nothing
 * @param {string} code of the line
 */
export function drawChip(line, values, code) {
  line.querySelector(".chip")?.remove();
  if (!values) return;
  const shown = part("val", ...values.slice(0, MOST).flatMap(said), ...(values.length > MOST ? [", …"] : []));
  const chip = part("chip", part("fit", part("room"), shown));
  chip.style.setProperty("--columns", code.trimEnd().length);
  line.append(chip);
  for (const closer of ["tight", "over"]) { // the value alone; not even that
    if (shown.getBoundingClientRect().left >= line.firstElementChild.getBoundingClientRect().right) return;
    chip.classList.add(closer);
  }
}

const said = ({ name, value }, place) => [place ? ", " : "", part("name", `${name} = `), value];

function part(className, ...children) {
  const element = document.createElement("span");
  element.className = className;
  element.append(...children);
  return element;
}
