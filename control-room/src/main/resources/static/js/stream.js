// The stream of server-sent events, and whether it still comes. The server speaks once a second; three seconds of
// silence mean that what the page shows is old, and then it says so.

const SILENT_MILLIS = 3000;
const GIVE_UP_MILLIS = 10000;
const AGAIN_MILLIS = 2000;

/**
 * Listens until closed.
 *
 * @param listeners room, tick, timeline: each gets the event's data
 * @param onLost gets when the last event came (0: none ever did), on this device's clock
 * @param onClosed the server refused the stream; answers whether to try again
 */
export function listen(listeners, onLost, onClosed) {
  let source;
  let heardAt = 0;
  let openedAt = 0;
  let lost = false;
  let again;

  function open() {
    openedAt = Date.now();
    source?.close();
    source = new EventSource("/api/events");
    for (const [name, listener] of Object.entries(listeners)) {
      source.addEventListener(name, (event) => {
        heardAt = Date.now();
        lost = false;
        listener(JSON.parse(event.data));
      });
    }
    source.addEventListener("error", async () => {
      if (source.readyState !== EventSource.CLOSED || again) return;
      tell();
      again = setTimeout(retry, AGAIN_MILLIS);
    });
  }

  async function retry() {
    again = undefined;
    if (await onClosed()) open();
    else stop();
  }

  function tell() {
    if (!lost) onLost(heardAt);
    lost = true;
  }

  function look() {
    const silent = Date.now() - Math.max(heardAt, openedAt);
    if (silent > SILENT_MILLIS) tell();
    // A connection that is open and dead: no error ever comes from it.
    if (silent > GIVE_UP_MILLIS && !again) open();
  }

  function stop() {
    clearInterval(watch);
    clearTimeout(again);
    document.removeEventListener("visibilitychange", look);
    source?.close();
  }

  const watch = setInterval(look, 500);
  document.addEventListener("visibilitychange", look);
  open();
  return stop;
}
