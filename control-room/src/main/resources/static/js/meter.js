// A bar with its number in words beside it, and marks where it begins to matter.

import { el } from "./dom.js";

/**
 * @param value null where it is not known
 * @param marks values that get a line across the bar
 * @param level NORMAL, WARNING or CRITICAL: how the bar is filled
 * @param text the number for the eye
 * @param spoken the same, with the thresholds, for the ear
 */
export function meter({ label, value, max, marks = [], level = "NORMAL", text, spoken = text }) {
  const share = (number) => `${Math.min(100, Math.max(0, (100 * number) / (max || 1)))}%`;
  const fill = el("span", { class: "fill" });
  fill.style.inlineSize = value === null ? "0" : share(value);
  const bar = el(
    "span",
    { class: "bar", role: "meter", "aria-label": label, "aria-valuemin": 0, "aria-valuemax": max, "aria-valuenow": value ?? 0, "aria-valuetext": spoken },
    fill,
    ...marks.map((mark) => {
      const line = el("span", { class: "mark" });
      line.style.insetInlineStart = share(mark);
      return line;
    }),
  );
  return el(
    "div",
    { class: "meter", "data-level": level },
    el("span", { class: "label", "aria-hidden": "true" }, label),
    bar,
    el("span", { class: "value", "aria-hidden": "true" }, text),
  );
}
