/** Tests of {@code fm.raido.producer.intake}. */
@NullMarked
package fm.raido.producer.intake;

import org.jspecify.annotations.NullMarked;
