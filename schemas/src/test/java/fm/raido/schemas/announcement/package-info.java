/** Tests of the announcement package. */
@NullMarked
package fm.raido.schemas.announcement;

import org.jspecify.annotations.NullMarked;
