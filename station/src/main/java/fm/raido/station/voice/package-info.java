/**
 * The voice that comes with the station: a small synthesizer behind the same HTTP endpoints as
 * Kokoro-FastAPI, so that the worker talks to it as to any speech host. It stands where the speech
 * host stands, at the end of the worker's calls.
 */
@NullMarked
package fm.raido.station.voice;

import org.jspecify.annotations.NullMarked;
