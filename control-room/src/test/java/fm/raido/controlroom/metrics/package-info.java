/** Tests of the package of the same name. */
@NullMarked
package fm.raido.controlroom.metrics;

import org.jspecify.annotations.NullMarked;
