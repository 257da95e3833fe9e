/**
 * A worker's return: what it costs a worker to come back with days of protection log behind it,
 * from the start of its process to the first outcome that a reader sees.
 */
@NullMarked
package fm.raido.system.comeback;

import org.jspecify.annotations.NullMarked;
