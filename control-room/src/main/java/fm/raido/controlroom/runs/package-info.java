/**
 * Replays and discards that run in the background of the control room, one at a time, so that a
 * page may close without ending them.
 */
@NullMarked
package fm.raido.controlroom.runs;

import org.jspecify.annotations.NullMarked;
