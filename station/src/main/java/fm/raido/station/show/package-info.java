/** A show on its way through the station: fed from a file, followed to its outcomes, summed up. */
@NullMarked
package fm.raido.station.show;

import org.jspecify.annotations.NullMarked;
