/**
 * Raido's pure decisions. No clock, thread, log or Kafka client lives here: time and records are
 * passed in.
 */
@NullMarked
package fm.raido.protection;

import org.jspecify.annotations.NullMarked;
