/**
 * The meters that Kafka's clients keep of themselves, beside the worker's own: on no announcement's
 * path, and told only of clients that live as long as the worker, or nearly.
 */
@NullMarked
package fm.raido.worker.meters;

import org.jspecify.annotations.NullMarked;
