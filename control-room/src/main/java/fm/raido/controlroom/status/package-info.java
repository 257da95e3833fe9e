/** {@code raido status}: on air or quiet, why, and until when. */
@NullMarked
package fm.raido.controlroom.status;

import org.jspecify.annotations.NullMarked;
