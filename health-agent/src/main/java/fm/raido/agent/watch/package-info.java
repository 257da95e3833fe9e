/**
 * {@code raido agent --watch}: the readings, their levels and the thresholds, live: bars in a
 * terminal, JSON lines in a pipe. Drawing is pure; only {@link fm.raido.agent.watch.Screen} knows a
 * terminal.
 */
@NullMarked
package fm.raido.agent.watch;

import org.jspecify.annotations.NullMarked;
