/** Tests of the reading of topics. */
@NullMarked
package fm.raido.controlroom.scan;

import org.jspecify.annotations.NullMarked;
