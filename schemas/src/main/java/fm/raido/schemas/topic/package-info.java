/**
 * The topic catalogue: which topics there are, what each must be like, and how they are created and
 * checked.
 */
@NullMarked
package fm.raido.schemas.topic;

import org.jspecify.annotations.NullMarked;
