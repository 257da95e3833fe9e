/**
 * Metrics as programs serve them, and as {@code docs/metrics.md} tells of them, so that tests can
 * hold one to the other.
 */
@NullMarked
package fm.raido.testkit.metrics;

import org.jspecify.annotations.NullMarked;
