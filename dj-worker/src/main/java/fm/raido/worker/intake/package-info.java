/**
 * Where requests come in: the consumer and its listener container, what of it is paused, who owns
 * which partition, and the recovery of a partition that was assigned.
 */
@NullMarked
package fm.raido.worker.intake;

import org.jspecify.annotations.NullMarked;
