/**
 * Dead letters: what could not be settled otherwise, kept whole on {@code raido.requests-dlt} until
 * an operator decides.
 */
@NullMarked
package fm.raido.schemas.letter;

import org.jspecify.annotations.NullMarked;
