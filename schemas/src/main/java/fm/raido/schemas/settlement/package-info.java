/**
 * What the workers' group commits: the offset of each partition of the requests, with what is
 * settled above it. The workers write it, the control room reads it.
 */
@NullMarked
package fm.raido.schemas.settlement;

import org.jspecify.annotations.NullMarked;
