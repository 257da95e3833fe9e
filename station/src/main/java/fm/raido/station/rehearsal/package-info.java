/** The rehearsal of an outage: the voice goes down in the middle of a show and comes back. */
@NullMarked
package fm.raido.station.rehearsal;

import org.jspecify.annotations.NullMarked;
