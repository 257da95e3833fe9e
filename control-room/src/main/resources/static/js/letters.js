// Dead letters: how many by reason, which are chosen, and one of them in full.

import { attempt, call, fields } from "./api.js";
import { byId, el, emptyRow, keep, row, setText, show } from "./dom.js";
import { ago, moment } from "./clock.js";
import { forgetForecast } from "./move.js";
import { capital, count, whole, words } from "./words.js";

const MEANINGS = {
  POISON: "could not be read",
  REJECTED: "the speech host cannot say it",
  EXHAUSTED: "every attempt failed",
  LOST: "nobody knows whether it was spoken",
  FOREIGN: "of another system",
  UNREADABLE: "a letter that cannot be read",
};

export function paintLetters({ letters }) {
  const { total, atLeast, groups } = letters;
  setText("letters-lead", total || atLeast ? `${capital(count(total, "letter is", "letters are", atLeast))} outstanding.` : "None is outstanding.");
  const rows = byId("groups");
  show("groups-table", groups.length > 0);
  keep(rows, groups, ({ reason }) => reason, group);
}

function group({ reason, count: number, oldestAt, newestAt }) {
  return row(
    el("span", {}, capital(words(reason)), el("span", { class: "faint" }, MEANINGS[reason] ? `: ${MEANINGS[reason]}` : "")),
    ["num", whole(number)],
    oldestAt ? ago(oldestAt) : "–",
    newestAt ? ago(newestAt) : "–",
    ["num", el("button", { type: "button", class: "quiet", onclick: () => choose({ reason }) }, "List", el("span", { class: "sr" }, ` ${words(reason)}`))],
  );
}

/** Fills the form in and lists. */
function choose(values) {
  const form = byId("choice");
  form.reset();
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  form.requestSubmit();
}

/** Grows with everything that makes a list which is still on its way an old one. */
let turn = 0;

async function list() {
  forgetForecast();
  const asked = (turn += 1);
  const query = new URLSearchParams(fields(byId("choice")));
  const { total, letters } = await call("GET", `/api/letters?${query}`);
  if (asked !== turn) return "What was asked for has changed meanwhile: list again.";
  show("letters-wide", true);
  show("move", total > 0);
  const rows = byId("letter-rows");
  if (letters.length) keep(rows, letters, ({ name }) => name, letterRow);
  else rows.replaceChildren(emptyRow(5, "No letter is like that."));
  return `${capital(count(total, "letter"))}${total > letters.length ? `; the newest ${letters.length} are shown` : ""}.`;
}

function letterRow(letter) {
  const { name, reason, detail, failedAt, replays, request } = letter;
  return row(
    el("span", { class: "name" }, name),
    el("span", {}, capital(words(reason)), el("span", { class: "faint" }, `: ${detail}`)),
    el("span", {}, moment(failedAt), replays ? `, replayed ${replays} times` : ""),
    request?.text ? `“${request.text}”` : el("span", { class: "faint" }, trackOf(request)),
    ["num", el("button", { type: "button", class: "quiet", onclick: () => open(letter) }, "Show", el("span", { class: "sr" }, ` ${name}`))],
  );
}

const trackOf = (request) => (request ? [request.kind, request.track?.title, request.track?.artist].filter(Boolean).join(", ") : "nothing that can be read");

async function open({ name, id, pass }) {
  const dialog = byId("letter");
  const answer = byId("letters-answer");
  await attempt(answer, async () => {
    const letter = await call("GET", `/api/letters/${encodeURIComponent(id)}/${pass}`);
    setText("letter-title", `Dead letter ${name}`);
    byId("letter-pairs").replaceChildren(...pairs(letter).flatMap(([term, value]) => [el("dt", {}, term), el("dd", {}, value)]));
    setText("letter-request", letter.request ? JSON.stringify(letter.request, null, 2) : "Nothing that can be read.");
    dialog.returnValue = "";
    dialog.showModal();
    dialog.addEventListener("close", () => dialog.returnValue === "choose" && choose({ id: name }), { once: true });
    return "";
  });
}

function pairs({ reason, detail, failedAt, replays, convention, request, origin, place, firstFailure }) {
  const where = ({ topic, partition, offset }) => `${topic}, partition ${partition}, offset ${offset}`;
  return [
    ["Reason", `${capital(words(reason))}: ${detail}`],
    ["Failed", moment(failedAt)],
    ["Replayed", count(replays, "time")],
    firstFailure && ["First failure", `${words(firstFailure.reason)} in pass ${firstFailure.pass}: ${firstFailure.detail}`],
    convention && ["Written by", words(convention)],
    request && ["Kind, station", [request.kind, request.station].filter(Boolean).join(", ")],
    request?.text && ["Words", `“${request.text}”`],
    origin && ["Failed record", where(origin)],
    ["Lies in", where(place)],
  ].filter(Boolean);
}

byId("choice").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(byId("letters-answer"), list);
});
byId("choice").addEventListener("reset", () => {
  turn += 1;
  show("letters-wide", false);
  show("move", false);
  setText("letters-answer", "");
  forgetForecast();
});
byId("choice").addEventListener("input", () => {
  turn += 1;
  // What is listed is no longer what the form says.
  show("move", false);
  forgetForecast();
});
