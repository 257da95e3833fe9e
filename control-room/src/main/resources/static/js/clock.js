// The brokers' clock, and everything on the page that only time changes. While the page is not connected nobody calls
// `paint`, so that no age goes on counting beside numbers that do not.

import { el } from "./dom.js";
import { span, spell, timeOfDay } from "./words.js";

let offset = 0;

/** Sets the clock by a moment that the server just told. */
export function sync(at) {
  offset = Date.parse(at) - Date.now();
}

/** Now, in log time. */
export const now = () => Date.now() + offset;

const MAKERS = {
  age: (at) => spell(now() - at),
  ago: (at) => `${spell(now() - at)} ago`,
  until: (at) => (at > now() ? `in ${span(at - now() + 999)}` : "in a moment"),
  due: (at) => (at > now() ? `in ${span(at - now() + 999)}` : "has passed"),
};

function live(kind, instant) {
  const at = Date.parse(instant);
  return el("time", { datetime: instant, "data-live": kind, title: timeOfDay(at, now()) }, MAKERS[kind](at));
}

/** How long ago, counting. */
export const age = (instant) => live("age", instant);

/** The same with the word `ago`. */
export const ago = (instant) => live("ago", instant);

/** How long from now, counting down: `in 3:12`, and then `in a moment`. */
export const until = (instant) => live("until", instant);

/** The same of a deadline, which passes. */
export const due = (instant) => live("due", instant);

/** A time of day. */
export const moment = (instant, seconds = true) =>
  el("time", { datetime: instant }, timeOfDay(Date.parse(instant), now(), seconds));

/** Lets every counting time on the page show this second. */
export function paint() {
  for (const node of document.querySelectorAll("time[data-live]")) {
    const text = MAKERS[node.dataset.live](Date.parse(node.dateTime));
    if (node.textContent !== text) node.textContent = text;
  }
}
