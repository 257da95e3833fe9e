/**
 * What may leave the dead letters, and how fast: pure answers for the replaying program. A letter
 * goes or stays, with its reason; the pace says how many may go in a period; the room says how many
 * of a partition may go before some are settled.
 */
@NullMarked
package fm.raido.protection.replay;

import org.jspecify.annotations.NullMarked;
