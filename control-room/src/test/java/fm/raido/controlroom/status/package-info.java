/** Tests of the operator's picture. */
@NullMarked
package fm.raido.controlroom.status;

import org.jspecify.annotations.NullMarked;
