/** Tests of the wire package. */
@NullMarked
package fm.raido.schemas.wire;

import org.jspecify.annotations.NullMarked;
