/**
 * Makes spans of what the event loop tells of requests: one for the way of each from its fetch to
 * its settlement, and one for each call to the speech host. Beside the path: nothing waits for it.
 */
@NullMarked
package fm.raido.worker.tracing;

import org.jspecify.annotations.NullMarked;
