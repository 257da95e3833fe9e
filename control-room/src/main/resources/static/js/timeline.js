// The last hours: a summary in words, the chart, and the same in a table.

import { byId, el, emptyRow, row, setText } from "./dom.js";
import { drawChart } from "./chart.js";
import { capital, count, span, timeOfDay, whole, words } from "./words.js";
import { COUNTS, held, LANES, lastHours, merged, sum } from "./timeline-data.js";

// As many rows as one reads, whatever the span.
const ROW_MINUTES = { 1: 5, 3: 10, 6: 15, 12: 30, 24: 60 };
const LANE_WORDS = { gate: "Gate closed", breaker: "Breaker", pressure: "Pressure" };
let data = null;
let timer;

/** Takes in what the server sent; painted at most once a second. */
export function mergeTimeline(part) {
  const first = data === null;
  data = merged(data, part);
  if (first) paint();
  else timer ??= setTimeout(paint, 1000);
}

function paint() {
  timer = undefined;
  const hours = Number(byId("timeline-hours").value);
  const view = lastHours(data, hours);
  byId("timeline-summary").replaceChildren(summary(view, hours));
  drawChart(view, (step) => setText("timeline-cursor", step === null ? "" : stepWords(view, step)));
  if (byId("timeline-text").open) paintText(view, hours);
}

function summary(view, hours) {
  const [spoken, fallback, expired, dead, granted, failed] = COUNTS.map((name) => sum(view[name]));
  const gate = held(view.gate, view);
  const parts = [
    `In the last ${hours === 1 ? "hour" : `${hours} hours`}: ${whole(spoken)} spoken, ${whole(fallback)} by fallback, ${whole(expired)} expired, ${whole(dead)} dead-lettered.`,
    `${count(granted, "call")}, ${whole(failed)} of them failures of the host.`,
    gate ? `The gate was closed for ${span(gate)} in all.` : "The gate was open all the time.",
  ];
  if (data.outcomesSince > view.begin) parts.push(`Before ${timeOfDay(data.outcomesSince, data.to, false)} outcomes are counted too low.`);
  return parts.join(" ");
}

function stepWords(view, step) {
  const from = view.starts[step];
  const till = Math.min(from + view.bucket, view.end);
  const numbers = COUNTS.slice(0, 4).map((name, index) => `${whole(view[name][step])} ${["spoken", "fallback", "expired", "dead-lettered"][index]}`);
  const holding = LANES.flatMap((lane) =>
    view[lane].filter((one) => one.from < till && (one.until ?? view.end) > from).map((one) => `${LANE_WORDS[lane].toLowerCase()}: ${words(one.what)}`),
  );
  return [`${timeOfDay(from, view.end, false)} to ${timeOfDay(till, view.end, false)}: ${numbers.join(", ")}`, ...new Set(holding)].join(" · ");
}

function paintText(view, hours) {
  const spans = LANES.flatMap((lane) => view[lane].map((one) => ({ lane, ...one }))).sort((a, b) => b.from - a.from);
  byId("timeline-spans").replaceChildren(
    ...(spans.length ? spans.slice(0, 100).map((one) => el("li", {}, spanWords(one))) : [el("li", {}, "Nothing.")]),
  );
  const coarse = lastHours(data, hours, ROW_MINUTES[hours]);
  const rows = coarse.starts
    .map((start, step) => ({ start, numbers: COUNTS.map((name) => coarse[name][step]) }))
    .filter(({ numbers }) => sum(numbers) > 0)
    .reverse();
  byId("timeline-rows").replaceChildren(
    ...(rows.length
      ? rows.map(({ start, numbers }) => row(timeOfDay(start, data.to, false), ...numbers.map((number) => ["num", whole(number)])))
      : [emptyRow(7, "Nothing happened.")]),
  );
}

function spanWords({ lane, what, host, from, until, detail }) {
  const end = until === null ? "still" : `to ${timeOfDay(until, data.to)} (${span(until - from)})`;
  return `${timeOfDay(from, data.to)} ${end}: ${[LANE_WORDS[lane].toLowerCase(), words(what), host, detail].filter(Boolean).map(capital).join(" · ")}`;
}

byId("timeline-hours").addEventListener("change", () => data && paint());
byId("timeline-text").addEventListener("toggle", () => data && paint());
