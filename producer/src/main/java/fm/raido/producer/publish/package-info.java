/**
 * The last step of the path: a checked request goes to the brokers, and the answer says how sure it
 * is.
 */
@NullMarked
package fm.raido.producer.publish;

import org.jspecify.annotations.NullMarked;
