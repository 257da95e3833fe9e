/** A cluster of processes, and what its clients see when nodes die. */
@NullMarked
package fm.raido.system.cluster;

import org.jspecify.annotations.NullMarked;
