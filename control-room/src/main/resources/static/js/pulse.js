// The speech hosts' pulse: each reading beside the thresholds at which it becomes a warning, and critical.

import { byId, el, keep } from "./dom.js";
import { ago, moment } from "./clock.js";
import { meter } from "./meter.js";
import { capital, reading, words } from "./words.js";

export function paintPulse({ hosts }) {
  const parent = byId("hosts");
  if (hosts.length) keep(parent, hosts, ({ host }) => host, host);
  else parent.replaceChildren(el("p", { class: "none", "data-key": "none" }, "No speech host was heard: its pressure is not watched."));
}

function host(one) {
  const state = one.silent ? "SILENT" : one.level;
  const id = `host-${one.host}`;
  return el(
    "article",
    { class: "host", "aria-labelledby": id },
    el(
      "div",
      { class: "head" },
      el("h3", { id }, one.host),
      el("span", { class: `tag ${{ NORMAL: "good", WARNING: "warn" }[state] ?? "bad"}` }, capital(words(state))),
    ),
    el("p", { class: "note" }, ...told(one)),
    el("div", { class: "meters" }, ...one.readings.map(gauge)),
    one.readings.length
      ? el("p", { class: "hint" }, `The marks are its thresholds for warning and critical${one.ownThresholds ? "" : ", by default: its agent has not told its own"}.`)
      : el("p", { class: "none" }, "It published no readings."),
  );
}

function told({ service, level, reason, rehearsal, heardAt, silent, closesUntil, counts }) {
  const parts = [];
  if (reason && level !== "NORMAL") parts.push(`${capital(reason)}. `);
  parts.push(`For ${service}; heard `, ago(heardAt), ". ");
  if (silent) parts.push("Its agent has fallen silent. ");
  if (closesUntil) parts.push("It keeps the gate closed until ", moment(closesUntil), " at the earliest. ");
  if (rehearsal) parts.push("A rehearsal: an operator plays it. ");
  if (!counts) parts.push("The settings in force do not heed it. ");
  return parts;
}

function gauge({ label, unit, value, warning, critical, level }) {
  const known = value !== undefined;
  const limits = `warning from ${reading(warning, unit)}, critical from ${reading(critical, unit)}`;
  return meter({
    label: capital(label.replace(/^io\b/, "I/O").replace(/^cpu\b/, "CPU")),
    value: known ? value : null,
    max: unit === "%" ? 100 : Math.max(critical * 1.2, known ? value : 0),
    marks: [warning, critical],
    level,
    text: known ? `${reading(value, unit)}${level === "NORMAL" ? "" : `, ${words(level)}`}` : "not known",
    spoken: known ? `${reading(value, unit)}, ${words(level)}; ${limits}` : `not known; ${limits}`,
  });
}
