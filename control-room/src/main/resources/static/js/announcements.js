// How the latest announcements ended: outcome, words, voice, times, and what is heard.

import { byId, el, keep, setText, show } from "./dom.js";
import { ago, moment } from "./clock.js";
import { capital, count, spell, took, words } from "./words.js";

const FEW = 8;
let all = false;
let last = [];

export function paintAnnouncements({ announcements }) {
  last = announcements;
  const shown = all ? announcements : announcements.slice(0, FEW);
  setText("announcements-note", announcements.length ? "" : "None has ended yet.");
  show("announcements-note", announcements.length === 0);
  keep(byId("announcement-list"), shown, ({ id, pass, partition, endedAt }) => [id, pass, partition, endedAt].join(" "), item);
  show("announcements-more", announcements.length > FEW);
  setText("announcements-more", all ? "Show fewer" : `Show all ${announcements.length}`);
}

function item(one) {
  const kind = { SPOKEN: "good", FALLBACK: "warn", EXPIRED: "plain", DEAD_LETTERED: "bad" }[one.outcome] ?? "plain";
  return el(
    "li",
    { class: "announcement" },
    el(
      "p",
      { class: "what" },
      el("span", { class: `tag ${kind}` }, capital(words(one.outcome))),
      one.late ? el("span", { class: "tag bad" }, "Too late: must not be aired") : null,
      el("span", { class: "faint" }, [one.kind, one.station].filter(Boolean).join(" on ")),
      el("span", { class: "faint when" }, ago(one.endedAt)),
    ),
    one.text ? el("p", { class: "words" }, `“${one.text}”`) : null,
    one.reason ? el("p", { class: "why" }, capital(one.reason)) : null,
    el("p", { class: "meta" }, ...facts(one)),
    one.audio ? player(one.audio, one.text ?? one.id) : null,
  );
}

function facts({ id, pass, voice, requestedAt, endedAt, airBy, attempts, worker }) {
  const parts = [pass ? `${id}, replay ${pass}` : id];
  if (voice) parts.push(` · voice ${voice}`);
  parts.push(" · ended ", moment(endedAt));
  if (requestedAt) parts.push(` after ${spell(Date.parse(endedAt) - Date.parse(requestedAt))}`);
  if (airBy) parts.push(", to air by ", moment(airBy));
  parts.push(` · ${count(attempts, "attempt")} · ${worker}`);
  return parts;
}

/** A button that becomes a player: a page of a hundred sounds loads none that nobody asked for. */
export function player(audio, what) {
  if (!/^\/api\/audio\/[\w.]+$/.test(audio.url)) return el("p", { class: "why" }, "Its sound cannot be played here.");
  const box = el("div", { class: "player" });
  const button = el(
    "button",
    { type: "button", class: "quiet", onclick: () => {
      const sound = el("audio", { controls: true, src: audio.url, "aria-label": `Sound: ${what}`, tabindex: "0" });
      sound.addEventListener("error", () => box.replaceChildren(el("p", { class: "why", role: "status" }, "The audio store has this sound no more.")));
      box.replaceChildren(sound);
      sound.focus();
      sound.play().catch(() => {});
    } },
    el("span", { class: "play", "aria-hidden": "true" }),
    `Play ${took(audio.playsMillis)}`,
    el("span", { class: "sr" }, ` of “${what}”`),
  );
  box.append(button, el("span", { class: "faint" }, ` by ${words(audio.source)}`));
  return box;
}

byId("announcements-more").addEventListener("click", () => {
  all = !all;
  paintAnnouncements({ announcements: last });
});
