/** What this page knows of its reader, fetched once for all who ask; null on a page that has no personal half. */

const address = document.querySelector("[data-personal]")?.dataset.personal;

export const personal = address ? fetch(address).then((response) => response.json()) : Promise.resolve(null);
