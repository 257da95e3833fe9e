/**
 * Makes spans of the intake: one for each record that goes to the brokers, below that of the door
 * through which its announcement came. Where no traces are wanted, nothing of it is on the path.
 */
@NullMarked
package fm.raido.producer.tracing;

import org.jspecify.annotations.NullMarked;
