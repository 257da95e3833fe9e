// The timeline's numbers: what came before, and the last minutes that replace its end. No page in here.

const MINUTE = 60000;
const KEPT = 24 * 60 + 1;
const BUCKET_MINUTES = { 1: 1, 3: 3, 6: 5, 12: 10, 24: 15 };
export const COUNTS = ["spoken", "fallback", "expired", "deadLettered", "granted", "failed"];
export const LANES = ["gate", "breaker", "pressure"];

/** What is known after a part has come; `before` is null at first. */
export function merged(before, part) {
  const from = Date.parse(part.from);
  const at = before ? Math.round((from - before.from) / MINUTE) : -1;
  // A part that begins before what is there, or after a gap, is a new beginning.
  const old = at >= 0 && at <= before.spoken.length ? before : null;
  const drop = old ? Math.max(0, at + part.spoken.length - KEPT) : 0;
  const now = { from: old ? old.from + drop * MINUTE : from, to: Date.parse(part.to), outcomesSince: Date.parse(part.outcomesSince) };
  for (const name of COUNTS) now[name] = [...(old ? old[name].slice(drop, at) : []), ...part[name]];
  for (const name of LANES) {
    const ended = (old ? old[name] : []).filter(({ until }) => until !== null && until <= from && until > now.from);
    now[name] = [...ended, ...part[name].map(spanOf)];
  }
  return now;
}

const spanOf = ({ what, host, from, until, detail }) => ({
  what,
  host: host ?? "",
  from: Date.parse(from),
  until: until === undefined ? null : Date.parse(until),
  detail,
});

/** The last hours, in few enough steps to be drawn: `starts` of the steps in ms, and for each count its sums. */
export function lastHours(data, hours, bucketMinutes = BUCKET_MINUTES[hours] ?? 15) {
  const bucket = bucketMinutes * MINUTE;
  const begin = Math.floor((data.to - hours * 60 * MINUTE) / bucket) * bucket;
  const steps = Math.floor((data.to - begin) / bucket) + 1;
  const view = { begin, end: data.to, bucket, starts: Array.from({ length: steps }, (_, index) => begin + index * bucket) };
  for (const name of COUNTS) {
    view[name] = new Array(steps).fill(0);
    data[name].forEach((value, minute) => {
      const step = Math.floor((data.from + minute * MINUTE - begin) / bucket);
      if (step >= 0 && step < steps) view[name][step] += value;
    });
  }
  for (const name of LANES) {
    view[name] = data[name].filter(({ from, until }) => from < data.to && (until ?? data.to) > begin);
  }
  return view;
}

export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** How long at least one of the spans held, within the view. */
export function held(spans, { begin, end }) {
  let total = 0;
  let reached = begin;
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    const start = Math.max(from, reached);
    const stop = Math.min(until ?? end, end);
    total += Math.max(0, stop - start);
    reached = Math.max(reached, stop);
  }
  return total;
}
