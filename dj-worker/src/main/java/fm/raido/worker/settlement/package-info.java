/**
 * Settling: all that was decided since the last commit goes out in one transaction, outcomes and
 * dead letters together with the offsets and what is settled above them.
 */
@NullMarked
package fm.raido.worker.settlement;

import org.jspecify.annotations.NullMarked;
