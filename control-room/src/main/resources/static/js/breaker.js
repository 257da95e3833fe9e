// The breaker, and the last calls that it goes by.

import { byId, el, emptyRow, keep, row, setText, show } from "./dom.js";
import { ago, moment, until } from "./clock.js";
import { capital, count, took, words } from "./words.js";

const FEW = 5;
let all = false;
let last;

const LEADS = { CLOSED: "Closed: calls may go through.", OPEN: "Open: no call goes through.", HALF_OPEN: "Half-open: one probe must succeed first." };

export function paintBreaker({ breaker }) {
  last = breaker;
  const lead = byId("breaker-lead");
  lead.dataset.state = breaker.state;
  lead.replaceChildren(el("span", { class: "glyph", "aria-hidden": "true" }), LEADS[breaker.state] ?? words(breaker.state));
  byId("breaker-note").replaceChildren(...note(breaker));
  const shown = all ? breaker.calls : breaker.calls.slice(0, FEW);
  const rows = byId("breaker-calls");
  if (shown.length) keep(rows, shown, ({ callId }) => callId, call);
  else rows.replaceChildren(emptyRow(5, "No call has ended yet."));
  show("breaker-more", breaker.calls.length > FEW);
  setText("breaker-more", all ? "Show fewer calls" : `Show all ${breaker.calls.length} calls`);
}

function note({ state, failures, failuresToOpen, since, until: end, probe }) {
  const parts = [];
  if (state === "CLOSED") {
    parts.push(`${count(failures, "failure")} in a row${failuresToOpen ? `; ${failuresToOpen} would open it` : ""}.`);
  }
  if (since) parts.push("Since ", moment(since), ", ", ago(since), ". ");
  if (end) parts.push("Next probe ", until(end), ". ");
  if (probe) parts.push(`${probe.worker} has a probe on its way.`);
  return parts;
}

function call({ worker, request, result, hostFailure, tookMillis, at }) {
  const kind = hostFailure ? "bad" : result === "SPOKEN" ? "good" : "plain";
  return row(
    ago(at),
    el("span", { class: `tag ${kind}` }, capital(words(result)), hostFailure ? el("span", { class: "sr" }, " (counts as a failure of the host)") : null),
    ["num", took(tookMillis)],
    request ?? el("em", {}, "probe"),
    worker,
  );
}

byId("breaker-more").addEventListener("click", () => {
  all = !all;
  paintBreaker({ breaker: last });
});
