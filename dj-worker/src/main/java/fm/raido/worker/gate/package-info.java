/**
 * The worker's gate: the causes from the log together with this worker's own, and what it tells
 * others of them.
 */
@NullMarked
package fm.raido.worker.gate;

import org.jspecify.annotations.NullMarked;
