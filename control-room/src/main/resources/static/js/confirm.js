// Asks before something is done. The browser's own dialog: it keeps the keyboard inside, and Escape means no.

import { byId } from "./dom.js";

/** Whether the operator said yes. What takes something away has its `Back` chosen first. */
export function confirmed(title, words, yes, { takesAway = false } = {}) {
  const dialog = byId("confirm");
  byId("confirm-title").textContent = title;
  byId("confirm-words").textContent = words;
  byId("confirm-yes").textContent = yes;
  const before = document.activeElement;
  dialog.returnValue = "no";
  dialog.showModal();
  byId(takesAway ? "confirm-no" : "confirm-yes").focus();
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => {
        before?.focus?.();
        resolve(dialog.returnValue === "yes");
      },
      { once: true },
    );
  });
}
