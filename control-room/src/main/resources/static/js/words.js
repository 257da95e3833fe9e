// How names and numbers are said.

const WORDS = {
  BREAKER_OPEN: "breaker open",
  HOST_PRESSURE: "pressure of the host",
  HOST_SILENT: "host silent",
  OPERATOR: "the switch",
  RETRY_AFTER: "asked to wait",
  PROVIDER_DISABLED: "started with speech disabled",
  LOG_UNREADABLE: "newer protection log",
  LOG_UNREACHABLE: "protection log not reached",
  WORKER_CUT_OFF: "cut off from the host",
  STORE_FAILED: "audio store not writable",
  NO_SETTINGS: "no settings yet",
  NO_WORKER: "no worker",
  HALF_OPEN: "half-open",
  WORKERS_QUIET: "every worker has its own reason",
  DEAD_LETTERED: "dead-lettered",
  TIMED_OUT: "timed out",
  FORGET_HOST: "forget host",
  LOCAL_VOICE: "the local voice",
  SPEECH: "the speech host",
  STORE: "the audio store",
  CLIP: "a ready clip",
};

/** An enum's name as words. */
export const words = (name) => WORDS[name] ?? String(name).toLowerCase().replaceAll("_", " ");

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A number with its noun: `1 call`, `2 calls`, `at least 3 calls`. */
export const count = (number, one, many = `${one}s`, atLeast = false) =>
  `${atLeast ? "at least " : ""}${whole(number)} ${number === 1 ? one : many}`;

export const whole = (number) => new Intl.NumberFormat("en").format(number);

/** Milliseconds as a clock shows them, as in the sentence: `3:12`, `1:02:03`, `2 days 3 hours`. */
export function span(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const two = (number) => String(number).padStart(2, "0");
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${count(Math.floor(seconds / 86400), "day")} ${count(Math.floor((seconds % 86400) / 3600), "hour")}`;
}

/** How long ago, in words that nobody takes for a time of day: `12 s`, `5 min 30 s`, `6 h 10 min`, `2 d 3 h`. */
export function spell(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const steps = [[86400, "d", 3600, "h"], [3600, "h", 60, "min"], [60, "min", 1, "s"]];
  const step = steps.find(([size]) => seconds >= size);
  if (!step) return `${seconds} s`;
  const [size, unit, part, smaller] = step;
  return `${Math.floor(seconds / size)} ${unit} ${Math.floor((seconds % size) / part)} ${smaller}`;
}

/** How long a call or a sound took: `12 ms`, `0.8 s`, `15.0 s`. */
export const took = (millis) => (millis < 100 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`);

/** A reading with at most one digit behind the point. */
export const reading = (value, unit) =>
  `${Number.isInteger(value) ? value : value.toFixed(1)}${unit ? ` ${unit}` : ""}`;

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const MINUTE = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** A time of day; with its day where that is not the day of `now`. */
export function timeOfDay(millis, now, seconds = true) {
  const time = (seconds ? TIME : MINUTE).format(millis);
  const day = DAY.format(millis);
  return day === DAY.format(now) ? time : `${day}, ${time}`;
}
