// The voice test: some words go the way of every announcement, and are heard here.

import { attempt, call, fields } from "./api.js";
import { player } from "./announcements.js";
import { byId } from "./dom.js";
import { spell, words } from "./words.js";

const POLL_MILLIS = 1000;
let following;

byId("voice-form").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(byId("voice-answer"), async () => {
    const order = fields(event.target);
    if (order.speed) order.speed = Number(order.speed);
    const test = await call("POST", "/api/voice-tests", order);
    byId("voice-player").replaceChildren();
    clearTimeout(following);
    following = setTimeout(follow, POLL_MILLIS / 4, test, order.text);
    return "On its way.";
  });
});

async function follow(test, text) {
  const place = byId("voice-answer");
  const say = (sentence) => {
    if (place.textContent !== sentence) place.textContent = sentence;
  };
  try {
    const { settled, announcement } = await call("GET", test.location);
    if (!settled) {
      say("It waits, like every announcement.");
      following = setTimeout(follow, POLL_MILLIS, test, text);
      return;
    }
    const time = spell(Date.parse(announcement.endedAt) - Date.parse(test.requestedAt));
    say(`Ended after ${time}: ${words(announcement.outcome)}${announcement.reason ? `, for ${announcement.reason}` : ""}.`);
    if (announcement.audio) byId("voice-player").replaceChildren(player(announcement.audio, text));
  } catch (failure) {
    if (failure.status === 0 || failure.status >= 500) following = setTimeout(follow, 2 * POLL_MILLIS, test, text);
    else say(failure.message);
  }
}
