// Puts the parts together: one picture comes in, each part paints its own.

import { Refused, whenUnknown } from "./api.js";
import { mayLook, whenLoggedIn } from "./access.js";
import { paintAnnouncements } from "./announcements.js";
import { paintBreaker } from "./breaker.js";
import { paint as paintTimes, sync } from "./clock.js";
import { onChange } from "./dom.js";
import { paintLetters } from "./letters.js";
import { paintPulse } from "./pulse.js";
import { paintRate } from "./rate.js";
import { followRuns } from "./runs.js";
import { paintConnection, paintLost, paintSentence, tickSentence } from "./sentence.js";
import { listen } from "./stream.js";
import { paintSwitch } from "./switch.js";
import { mergeTimeline } from "./timeline.js";
import "./voice.js";
import "./wide.js";
import { paintSettings, paintWaiting, paintWorkers } from "./waiting.js";

const PARTS = [
  onChange(({ breaker }) => breaker, paintBreaker),
  onChange(({ hosts }) => hosts, paintPulse),
  onChange(({ rate, calls }) => [rate, calls], paintRate),
  onChange(({ backlog }) => backlog, paintWaiting),
  onChange(({ workers }) => workers, paintWorkers),
  onChange(({ settings }) => settings, paintSettings),
  onChange(({ protection, hosts }) => [protection, hosts.map(({ host }) => host)], paintSwitch),
  onChange(({ announcements }) => announcements, paintAnnouncements),
  onChange(({ letters }) => letters, paintLetters),
];

let stop = () => {};
let picture;
let lost = false;

function live(at) {
  sync(at);
  document.body.classList.remove("lost");
  paintConnection();
  paintTimes();
}

const LISTENERS = {
  room(room) {
    live(room.at);
    picture = room;
    lost = false;
    paintSentence(room);
    PARTS.forEach((paint) => paint(room));
  },
  tick(tick) {
    live(tick.at);
    if (lost && picture) paintSentence(picture);
    lost = false;
    tickSentence(tick);
  },
  timeline: mergeTimeline,
};

function whenLost(heardAt) {
  lost = true;
  document.body.classList.add("lost");
  paintConnection(heardAt);
  paintLost(heardAt);
}

/** Whether the stream is worth another try: not where nobody knows us. */
async function again() {
  try {
    return await mayLook();
  } catch {
    return true;
  }
}

function start() {
  stop();
  stop = listen(LISTENERS, whenLost, again);
  followRuns();
}

async function begin() {
  try {
    if (await mayLook()) start();
  } catch (failure) {
    if (!(failure instanceof Refused)) throw failure;
    whenLost(0);
    setTimeout(begin, 2000);
  }
}

whenLoggedIn(start);
whenUnknown(async () => {
  if (!(await again())) stop();
});
begin();
