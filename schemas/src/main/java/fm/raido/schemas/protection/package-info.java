/**
 * The records of {@code raido.protection}: everything that decides whether speech may be asked for.
 * What they do to the state is the business of the fold in module {@code protection}.
 */
@NullMarked
package fm.raido.schemas.protection;

import org.jspecify.annotations.NullMarked;
