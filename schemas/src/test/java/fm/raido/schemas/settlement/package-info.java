/** Tests of the marks. */
@NullMarked
package fm.raido.schemas.settlement;

import org.jspecify.annotations.NullMarked;
