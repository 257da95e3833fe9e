/**
 * From a judged look to Kafka: beats into the protection log, readings beside it. It is never in
 * the way of the looking, and what it could not deliver in time it drops.
 */
@NullMarked
package fm.raido.agent.publish;

import org.jspecify.annotations.NullMarked;
