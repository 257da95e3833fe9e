/**
 * Moves dead letters back to where their records came from, exactly once, or discards them.
 *
 * <p>{@code ReplayEngine} is the port, for the command line and for programs that run it in the
 * background: {@code run(plan, listener, stop)} does what a {@code ReplayPlan} says on the calling
 * thread and returns a {@code ReplayResult}; the listener is told a {@code ReplayProgress} after
 * each step, on that thread; a {@code StopSignal} may be given from any thread, and the run ends
 * between two transactions. {@code forecast(plan)} says what would happen to each letter, and
 * changes nothing. What was done is kept nowhere but in the topics: {@code ReplayHistory} reads it
 * back.
 */
@NullMarked
package fm.raido.controlroom.replay;

import org.jspecify.annotations.NullMarked;
