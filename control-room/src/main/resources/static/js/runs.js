// Replays and discards that go on, with their progress, and the history of all.

import { attempt, call } from "./api.js";
import { byId, el, emptyRow, keep, row } from "./dom.js";
import { moment, now } from "./clock.js";
import { capital, count, span, whole, words } from "./words.js";

const POLL_MILLIS = 1000;
const IDLE_MILLIS = 10000;
const SHOWN = 3;
let timer;
let announced = "";

/** Looks now, and again: each second while one goes on. */
export async function lookAtRuns() {
  clearTimeout(timer);
  let running = false;
  try {
    const runs = (await call("GET", "/api/replays")).slice(0, SHOWN);
    running = runs.some(({ stage }) => stage !== "ENDED");
    keep(byId("runs"), runs.map((run) => ({ ...run, tick: run.stage === "ENDED" ? 0 : Math.floor(now() / 1000) })), ({ run }) => run, painted);
    tell(runs[0]);
  } catch (failure) {
    if (failure.status === 401) return;
  }
  timer = setTimeout(lookAtRuns, running ? POLL_MILLIS : IDLE_MILLIS);
}

export const followRuns = lookAtRuns;

/** Said aloud when it changes, and not with each letter. */
function tell(run) {
  if (!run) return;
  const key = `${run.run} ${run.stage} ${run.waitingFor}`;
  if (key === announced) return;
  announced = key;
  byId("run-answer").textContent = `${title(run)}: ${stageWords(run)}`;
}

const title = ({ action, chosen }) => `${action === "REPLAY" ? "Replay" : "Discard"} of ${count(chosen, "letter")}`;

function stageWords({ stage, waitingFor, stopped, failure, done, stayed }) {
  if (failure) return `failed: ${failure}`;
  if (stage === "WAITING") return `waits: ${waitingFor}`;
  if (stage === "READING") return "reads the letters";
  if (stage === "MOVING") return stopped ? "is stopping" : "goes on";
  return `${stopped ? "stopped" : "ended"}; ${whole(done)} done, ${whole(stayed)} stayed`;
}

function painted(run) {
  const { run: id, who, startedAt, chosen, done, stayed, byOthers, left, stage, stopped } = run;
  const passed = done + stayed + byOthers;
  const running = stage !== "ENDED";
  const label = `run-${id}`;
  return el(
    "article",
    { class: "run", "aria-labelledby": label },
    el("h3", { id: label }, title(run)),
    el("p", { class: "note" }, `By ${who}, since `, moment(startedAt), `: ${stageWords(run)}.`),
    el("progress", { max: Math.max(1, chosen), value: stage === "READING" ? null : passed, "aria-label": title(run) }),
    el("p", {}, [`${whole(done)} done`, stayed ? `${whole(stayed)} stayed` : "", byOthers ? `${whole(byOthers)} taken by another` : "", `${whole(left)} left`, running ? timeLeft(run, passed) : ""].filter(Boolean).join(", ")),
    why(run),
    running ? el("p", { class: "actions" }, el("button", { type: "button", disabled: stopped || document.querySelector("#move fieldset").disabled, onclick: () => stop(id) }, stopped ? "It is stopping" : "Stop it")) : null,
  );
}

function timeLeft({ startedAt, left, stage }, passed) {
  const spent = now() - Date.parse(startedAt);
  return passed > 0 && stage === "MOVING" ? `about ${span((spent / passed) * left)} to go` : "";
}

function why({ stayedWhy }) {
  const reasons = Object.entries(stayedWhy);
  return reasons.length ? el("ul", {}, ...reasons.map(([name, number]) => el("li", {}, `${whole(number)} stayed: ${words(name)}`))) : null;
}

function stop(id) {
  attempt(byId("run-answer"), async () => {
    await call("DELETE", `/api/replays/${encodeURIComponent(id)}`);
    lookAtRuns();
    return "It stops after the transaction that it is in. What has not gone stays.";
  });
}

byId("replay-history").addEventListener("toggle", ({ target }) => {
  if (!target.open) return;
  attempt(byId("replay-history-answer"), async () => {
    const entries = await call("GET", "/api/replay-history?since=7d");
    byId("replay-history-rows").replaceChildren(
      ...(entries.length
        ? entries.slice(0, 200).map(({ at, who, letter, reason, action, to, original, result }) =>
            row(moment(at), who, `${letter} (${words(reason)})`, `${action}${to ? ` to ${to}` : ""}${original ? `, corrected; it was ${original}` : ""}`, capital(result)))
        : [emptyRow(5, "Nothing in the last 7 days.")]),
    );
    return entries.length > 200 ? `${whole(entries.length)} entries; the newest 200 are shown.` : "";
  });
});
