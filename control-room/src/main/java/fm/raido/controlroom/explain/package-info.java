/**
 * {@code raido explain}: everything that ever happened to one request, from all topics, in order,
 * in words. What is read becomes events, events become lines; only the reading itself knows Kafka.
 */
@NullMarked
package fm.raido.controlroom.explain;

import org.jspecify.annotations.NullMarked;
