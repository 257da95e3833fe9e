// The one plain sentence, its lamp and its reasons. The headline counts down every second; a screen reader hears of it
// only when something else than the countdown has changed.

import { byId, el, keep, setText, show } from "./dom.js";
import { ago, moment, now, until } from "./clock.js";
import { capital, timeOfDay, words } from "./words.js";

let heard;

function lamp(state, text) {
  document.body.dataset.state = state;
  setText("state", text);
}

function say(key, text) {
  if (key === heard) return;
  heard = key;
  setText("spoken", text);
}

export function paintSentence(room) {
  if (!room.loaded) lamp("unknown", "Not known yet");
  else if (room.kafkaSilentSince) lamp("unknown", "Not known");
  else lamp(room.onAir ? "on" : "quiet", room.onAir ? "On air" : "Quiet");
  document.body.classList.toggle("old", Boolean(room.kafkaSilentSince));
  setText("sentence", room.sentence);
  show("stale", false);
  document.title = `${byId("state").textContent} · Raido control room`;
  show("causes", room.causes.length > 0);
  keep(byId("causes"), room.causes, ({ cause }) => cause, reason);
  say(
    JSON.stringify([room.loaded, room.kafkaSilentSince ?? "", room.onAir, room.causes.map(({ cause }) => cause)]),
    room.sentence,
  );
}

function reason({ cause, since, until: end, detail }) {
  return el(
    "li",
    {},
    el("strong", {}, capital(words(cause))),
    detail ? `: ${detail}` : "",
    since ? el("span", {}, " · since ", moment(since), " (", ago(since), ")") : null,
    end ? el("span", {}, " · until ", moment(end), " at the earliest, ", until(end)) : null,
  );
}

/** The countdown goes on. */
export function tickSentence(tick) {
  setText("sentence", tick.sentence);
}

/** Nothing comes any more: the headline says that, and what it said is told as what it was. */
export function paintLost(heardAt) {
  lamp("lost", "Not connected");
  document.body.classList.remove("old");
  document.title = "Not connected · Raido control room";
  if (!heardAt) {
    setText("sentence", "Not connected to the control room.");
    say("never", "Not connected to the control room.");
    return;
  }
  const since = timeOfDay(heardAt, Date.now());
  const last = byId("sentence").textContent;
  setText("sentence", `Not connected since ${since}.`);
  setText("stale", `What you see is from then. The last word was: “${last}”`);
  show("stale", true);
  say(`lost ${heardAt}`, `Not connected since ${since}. What you see is old.`);
}

/** How the connection is, in the corner that is always in sight. */
export function paintConnection(heardAt) {
  if (heardAt === undefined) setText("connection-words", "Live");
  else setText("connection-words", heardAt ? `Not connected since ${timeOfDay(heardAt, now())}` : "Not connected");
  byId("connection").dataset.live = heardAt === undefined ? "yes" : "no";
}
