/** What the programs are shipped with: each jar is known, and so is its licence. */
@NullMarked
package fm.raido.station.shipped;

import org.jspecify.annotations.NullMarked;
