/**
 * The heart of a worker: one event loop owns the windows, the folded protection log and the timers,
 * asks the pure decision table, and has others carry out what it says. Nothing in here waits, and
 * nothing in here talks to a network.
 */
@NullMarked
package fm.raido.worker.loop;

import org.jspecify.annotations.NullMarked;
