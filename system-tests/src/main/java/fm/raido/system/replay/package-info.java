/**
 * Replays of many dead letters by the program itself, as processes of their own that are killed,
 * stopped and started again, over brokers that die: what {@code ReplayKilledIT} runs in a build.
 */
@NullMarked
package fm.raido.system.replay;

import org.jspecify.annotations.NullMarked;
