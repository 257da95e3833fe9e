/**
 * The worker: takes requests from Kafka, asks the protection log before every call, speaks, and
 * settles each request exactly once. The packages stand in the order of that path: {@code intake,
 * window, loop, admission, gate, speech, sound, audio, fallback, settlement}.
 */
@NullMarked
package fm.raido.worker;

import org.jspecify.annotations.NullMarked;
