/** Tests of the station and of the command line on it. */
@NullMarked
package fm.raido.station;

import org.jspecify.annotations.NullMarked;
