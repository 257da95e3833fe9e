/** Tests of {@code fm.raido.producer.guard}. */
@NullMarked
package fm.raido.producer.guard;

import org.jspecify.annotations.NullMarked;
