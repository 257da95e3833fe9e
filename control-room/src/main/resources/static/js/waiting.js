// What waits in Kafka, partition by partition; the workers, and the settings that they go by.

import { byId, el, emptyRow, keep, row } from "./dom.js";
import { age, ago, due, moment } from "./clock.js";
import { capital, count, whole, words } from "./words.js";

export function paintWaiting({ backlog }) {
  const lead = byId("waiting-lead");
  if (backlog.waiting === 0) lead.replaceChildren("Nothing waits.");
  else {
    lead.replaceChildren(
      capital(`${count(backlog.waiting, "request waits", "requests wait", backlog.atLeast)}`),
      ...(backlog.oldestSince ? [", the oldest for ", age(backlog.oldestSince)] : []),
      ".",
    );
  }
  byId("waiting-note").replaceChildren(...note(backlog));
  const rows = byId("partitions");
  if (backlog.partitions.length) keep(rows, backlog.partitions, ({ partition: number }) => number, partition);
  else rows.replaceChildren(emptyRow(6, "Not known yet."));
}

function note({ nextAirBy, toTemplates }) {
  const parts = [];
  if (nextAirBy) parts.push("Next deadline at ", moment(nextAirBy), ", ", due(nextAirBy), ". ");
  if (toTemplates?.requests) {
    const { requests, atLeast, before, expire } = toTemplates;
    const what = expire ? ["request expires", "requests expire"] : ["goes to a template", "go to templates"];
    parts.push(capital(`${count(requests, what[0], what[1], atLeast)} before `), moment(before), ". ");
  }
  return parts;
}

function partition({ partition: number, worker, pausedBy, lag, waiting, atLeast, oldestSince }) {
  return row(
    String(number),
    worker ?? el("span", { class: "tag warn" }, "Nobody"),
    pausedBy.length ? el("span", {}, ...pausedBy.flatMap((cause) => [el("span", { class: "tag warn" }, capital(words(cause))), " "])) : "–",
    ["num", `${atLeast ? "≥ " : ""}${whole(waiting)}`],
    ["num", whole(lag)],
    ["num", oldestSince ? age(oldestSince) : "–"],
  );
}

export function paintWorkers({ workers }) {
  const rows = byId("workers");
  if (workers.length) keep(rows, workers, ({ worker: name }) => name, worker);
  else rows.replaceChildren(emptyRow(4, "None has said anything yet."));
}

function worker({ worker: name, inGroup, causes, paused, saidAt, partitions }) {
  const state = !inGroup ? "not in the group" : paused ? "paused" : "at work";
  return row(
    name,
    el("span", {}, el("span", { class: `tag ${inGroup ? (paused ? "warn" : "good") : "bad"}` }, capital(state)), ...(saidAt ? [" said so ", ago(saidAt)] : [])),
    causes.length ? causes.map(words).join(", ") : "none",
    partitions.length ? partitions.join(", ") : "none",
  );
}

export function paintSettings({ settings }) {
  const noteLine = byId("settings-note");
  if (!settings) {
    noteLine.textContent = "No worker has written its settings yet.";
    byId("settings").replaceChildren();
    return;
  }
  noteLine.replaceChildren(`Settings in force: revision ${settings.revision}, by ${settings.by}, since `, moment(settings.since), ".");
  byId("settings").replaceChildren(
    ...Object.entries(settings.values).flatMap(([name, value]) => [el("dt", {}, el("code", {}, name)), el("dd", {}, value || "(empty)")]),
  );
}
