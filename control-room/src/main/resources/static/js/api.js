// Calls to the control room. Every answer that is not a good one becomes a Refused with the server's own words.

/** What the server, or the way to it, says instead of an answer. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** A call that is not answered by then is given up; the server gives up its own work before. */
const GIVE_UP_MILLIS = 30000;

let onUnknown = () => {};

/** Whom to tell that nobody knows us (any more). */
export function whenUnknown(listener) {
  onUnknown = listener;
}

export async function call(method, path, body) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-Raido-Request"] = "page";
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const lost = (failure) =>
    new Refused(
      failure.name !== "TimeoutError"
        ? "The control room does not answer."
        : `The control room did not answer within ${GIVE_UP_MILLIS / 1000} s.${method === "GET" ? "" : " Whether it was done is not known."}`,
      0,
    );
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(GIVE_UP_MILLIS),
    });
  } catch (failure) {
    throw lost(failure);
  }
  const value = await answer.json().catch((failure) => {
    if (failure.name === "TimeoutError") throw lost(failure);
    return null;
  });
  if (answer.ok) return value;
  if (answer.status === 401 && path !== "/api/login") onUnknown();
  throw new Refused(told(value, answer), answer.status);
}

function told(problem, answer) {
  if (problem?.violations?.length) {
    return problem.violations.map(({ field, value, rule }) => `${field}${value ? ` “${value}”` : ""}: ${rule}`).join("; ");
  }
  const wait = answer.headers.get("Retry-After");
  const detail = problem?.detail ?? problem?.title ?? `answered ${answer.status}`;
  return wait ? `${detail} Try again in ${wait} s.`.replace(/([^.]) Try/, "$1. Try") : detail;
}

/** The fields of a form that say something, as an object. */
export function fields(form) {
  return Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value !== ""),
  );
}

/** Runs what a form is for: one at a time. That it is under way, and its failure, are said in that place. */
export async function attempt(place, work) {
  if (place.dataset.busy) return;
  place.dataset.busy = "yes";
  place.classList.remove("bad");
  place.textContent = "Asking…";
  try {
    place.textContent = (await work()) ?? "";
  } catch (failure) {
    if (!(failure instanceof Refused)) console.error(failure);
    place.classList.add("bad");
    place.textContent = failure.message;
  } finally {
    delete place.dataset.busy;
  }
}
