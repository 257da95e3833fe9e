/**
 * What became of the announcements: a bounded memory of the last day, filled by reading {@code
 * raido.requests} and {@code raido.outcomes}, so that a restart forgets nothing that matters.
 */
@NullMarked
package fm.raido.producer.history;

import org.jspecify.annotations.NullMarked;
