/**
 * Follows the topics and keeps what the control room shows of them: the folded protection log with
 * its last day, what waits, how announcements ended, the hosts' pulse, the workers' group and the
 * dead letters. Everything is bounded. Nothing is asked of a worker, and nothing is written.
 */
@NullMarked
package fm.raido.controlroom.watch;

import org.jspecify.annotations.NullMarked;
