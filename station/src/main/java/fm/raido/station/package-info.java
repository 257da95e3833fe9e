/** Everything in one process on a broker of its own, and the one command line of all programs. */
@NullMarked
package fm.raido.station;

import org.jspecify.annotations.NullMarked;
