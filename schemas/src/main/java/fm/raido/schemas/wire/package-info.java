/** How records travel: one JSON mapper, the header names, and the serdes made of them. */
@NullMarked
package fm.raido.schemas.wire;

import org.jspecify.annotations.NullMarked;
