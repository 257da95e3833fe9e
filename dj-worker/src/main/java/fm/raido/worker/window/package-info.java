/**
 * What a worker has fetched and not yet settled: a bounded window for each assigned partition, the
 * ids settled lately, and the form in which "settled up to here, and these above" travels in a
 * commit's metadata.
 */
@NullMarked
package fm.raido.worker.window;

import org.jspecify.annotations.NullMarked;
