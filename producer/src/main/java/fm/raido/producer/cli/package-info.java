/**
 * The command-line door: {@code raido announce} and {@code raido producer}. Announcements go
 * through the producer's HTTP API, so that its limit and guards hold for them too; {@code --kafka}
 * goes straight to the brokers, for when no producer runs.
 */
@NullMarked
package fm.raido.producer.cli;

import org.jspecify.annotations.NullMarked;
