/** How far one is in a lesson: told to the server now and then, and when the page is left. The newest word wins. */

const PAUSE = 5_000; // milliseconds between two words

const form = document.querySelector("[data-progress]");
let latest = null;
let sent = 0;
let timer = 0;

/** Tell the server what is not told yet; the page may be on its way out. */
function send() {
  clearTimeout(timer);
  timer = 0;
  if (!latest) return;
  const body = new URLSearchParams(latest);
  latest = null;
  sent = Date.now();
  fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
}

document.addEventListener("moved", ({ detail: { frame, over } }) => {
  if (!frame) return;
  latest = { frame, at: Date.now(), ...(over || latest?.done ? { done: "yes" } : {}) };
  timer ||= setTimeout(send, Math.max(0, sent + PAUSE - Date.now()));
});
addEventListener("pagehide", send);
