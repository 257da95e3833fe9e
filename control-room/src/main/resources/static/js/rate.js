// How many calls may be made, and those that are on their way.

import { byId, el, emptyRow, keep, row } from "./dom.js";
import { age, moment, until } from "./clock.js";
import { meter } from "./meter.js";
import { capital } from "./words.js";

export function paintRate({ rate, calls }) {
  const { used, limit, left, inFlightLimit } = rate;
  byId("rate-meters").replaceChildren(
    meter({ label: "Calls in 60 s", value: used, max: Math.max(limit, used), level: left === 0 ? "WARNING" : "NORMAL", text: `${used} of ${limit}`, spoken: `${used} of ${limit}; ${left} left` }),
    meter({ label: "On their way", value: calls.length, max: Math.max(inFlightLimit, calls.length), level: calls.length >= inFlightLimit && inFlightLimit > 0 ? "WARNING" : "NORMAL", text: `${calls.length} of ${inFlightLimit}` }),
  );
  byId("rate-note").replaceChildren(...note(rate));
  const rows = byId("calls");
  if (calls.length) keep(rows, calls, ({ callId }) => callId, call);
  else rows.replaceChildren(emptyRow(4, "None."));
}

function note({ setting, inFlightSetting, halved, ramp, left }) {
  const parts = [`${left} left. `];
  if (halved) parts.push(`A host's warning halves both${setting ? ` (settings: ${setting} a minute, ${inFlightSetting} at once)` : ""}. `);
  if (ramp) {
    parts.push(el("strong", {}, `Coming back: ${ramp.percent} % of the rate`), "; more ", until(ramp.nextStepAt), ", in full at ", moment(ramp.fullAt), ". ");
  }
  return parts;
}

function call({ worker, request, since, expiresAt, timedOut }) {
  return row(
    worker,
    request ?? el("em", {}, "probe"),
    ["num", age(since)],
    timedOut
      ? el("span", {}, el("span", { class: "tag bad" }, "Timed out"), " keeps its slot until ", moment(expiresAt))
      : capital("on its way"),
  );
}
