// Replay and discard: always a dry run first, and what then goes is what it told of.

import { attempt, call, fields } from "./api.js";
import { byId, el, emptyRow, row, setText, show } from "./dom.js";
import { confirmed } from "./confirm.js";
import { lookAtRuns } from "./runs.js";
import { capital, count, words } from "./words.js";

const SHOWN = 200;
const REPLAY_ONLY = ["rate", "ahead", "voice", "speed", "text", "force"];
const form = byId("move");
/** What the dry run was of: action and body. */
let tried = null;

export function forgetForecast() {
  tried = null;
  show("forecast", false);
  setText("move-answer", "");
}

function order() {
  const { action, ...values } = fields(form);
  const body = fields(byId("choice"));
  for (const [name, value] of Object.entries(values)) {
    if (action === "discards" && REPLAY_ONLY.includes(name)) continue;
    body[name] = ["max", "ahead", "speed"].includes(name) ? Number(value) : name === "force" ? true : value;
  }
  return { action, body };
}

async function dryRun() {
  forgetForecast();
  const { action, body } = order();
  const { go, stay, letters } = await call("POST", `/api/${action}`, { ...body, dryRun: true });
  const doing = action === "replays" ? "replay" : "discard";
  byId("forecast-rows").replaceChildren(
    ...(letters.length ? letters.slice(0, SHOWN).map((one) => forecastRow(one, doing)) : [emptyRow(3, "No letter is like that.")]),
  );
  tried = { action, body, doing, go };
  setText("move-now", `${capital(doing)} ${count(go, "letter")}…`);
  show("move-now", go > 0);
  show("forecast", true);
  return `Dry run, nothing was changed: ${go} would ${doing === "replay" ? "go" : "be discarded"}, ${stay} would stay.${letters.length > SHOWN ? ` The first ${SHOWN} are shown.` : ""}`;
}

function forecastRow({ letter, goes, to, why, words: told }, doing) {
  return row(
    letter,
    el("span", { class: `tag ${goes ? "good" : "warn"}` }, goes ? (doing === "replay" ? "Go" : "Be discarded") : "Stay"),
    goes ? (to ?? "") : [why && capital(words(why)), told].filter(Boolean).join(": "),
  );
}

async function go() {
  const { action, body, doing, go: number } = tried;
  const all = Object.keys(fields(byId("choice"))).length === 0;
  const pace = body.rate ? ` at ${body.rate}` : doing === "replay" ? " as fast as it goes" : "";
  const yes = await confirmed(
    `${capital(doing)} ${count(number, "letter")}?`,
    `${all ? "Nothing was chosen: this takes every dead letter there is. " : ""}${doing === "replay" ? `Each goes through once more, exactly once${pace}. It can be stopped.` : "They are taken away for good, and the history says who did it."}`,
    capital(doing),
    { takesAway: doing === "discard" || all },
  );
  if (!yes) return byId("move-answer").textContent;
  await call("POST", `/api/${action}`, body);
  forgetForecast();
  show("move", false);
  lookAtRuns();
  return "Begun.";
}

function offer() {
  const replay = form.elements.action.value === "replays";
  show("replay-fields", replay);
  show("force-field", replay);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(byId("move-answer"), dryRun);
});
form.addEventListener("input", () => {
  offer();
  forgetForecast();
});
byId("move-now").addEventListener("click", () => attempt(byId("move-answer"), go));
