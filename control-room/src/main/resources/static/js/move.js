// Replay and discard: always a dry run first, and what then goes is what it told of.

import { attempt, call, fields } from "./api.js";
import { said } from "./access.js";
import { byId, el, emptyRow, row, setText, show } from "./dom.js";
import { confirmed } from "./confirm.js";
import { lookAtRuns } from "./runs.js";
import { capital, count, words } from "./words.js";

const SHOWN = 200;
const REPLAY_ONLY = ["rate", "ahead", "voice", "speed", "text", "force"];
const form = byId("move");
/** What the dry run was of: action and body; and what it said. */
let tried = null;
/** Grows with everything that makes an answer which is still on its way one to an old question. */
let turn = 0;

export function forgetForecast() {
  turn += 1;
  tried = null;
  show("forecast", false);
  setText("move-answer", "");
}

function order() {
  const { action, ...values } = fields(form);
  const choice = fields(byId("choice"));
  const all = Object.keys(choice).length === 0;
  // The server takes all of them only where it is said.
  const body = all ? { all } : choice;
  for (const [name, value] of Object.entries(values)) {
    if (action === "discards" && REPLAY_ONLY.includes(name)) continue;
    body[name] = ["max", "ahead", "speed"].includes(name) ? Number(value) : name === "force" ? true : value;
  }
  return { action, body, all };
}

async function dryRun() {
  forgetForecast();
  const asked = turn;
  const { action, body, all } = order();
  setText("move-answer", "Asking…");
  const { go, stay, letters } = await call("POST", `/api/${action}`, { ...body, dryRun: true });
  if (asked !== turn) return "What was asked for has changed meanwhile: try again.";
  const doing = action === "replays" ? "replay" : "discard";
  byId("forecast-rows").replaceChildren(
    ...(letters.length ? letters.slice(0, SHOWN).map((one) => forecastRow(one, doing)) : [emptyRow(3, "No letter is like that.")]),
  );
  const told = `Dry run, nothing was changed: ${go} would ${doing === "replay" ? "go" : "be discarded"}, ${stay} would stay.${letters.length > SHOWN ? ` The first ${SHOWN} are shown.` : ""}`;
  tried = { action, body, all, doing, go, told };
  setText("move-now", `${capital(doing)} ${count(go, "letter")}…`);
  show("move-now", go > 0);
  show("forecast", true);
  return told;
}

function forecastRow({ letter, goes, to, why, words: told }, doing) {
  return row(
    letter,
    el("span", { class: `tag ${goes ? "good" : "warn"}` }, goes ? (doing === "replay" ? "Go" : "Be discarded") : "Stay"),
    goes ? (to ?? "") : [why && capital(words(why)), told].filter(Boolean).join(": "),
  );
}

async function go() {
  const { action, body, all, doing, go: number, told } = tried;
  const pace = body.rate ? ` at ${body.rate}` : doing === "replay" ? " as fast as it goes" : "";
  const yes = await confirmed(
    `${capital(doing)} ${count(number, "letter")}?`,
    `${all ? "Nothing was chosen: this takes every dead letter there is. " : ""}${doing === "replay" ? `Each goes through once more, exactly once${pace}. It can be stopped.` : "They are taken away for good, and the history says who did it."}`,
    capital(doing),
    { takesAway: doing === "discard" || all },
  );
  if (!yes) return told;
  // Those that came since are not among them: a run takes the oldest first, as the dry run did.
  await call("POST", `/api/${action}`, { ...body, ...said(), max: number });
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
