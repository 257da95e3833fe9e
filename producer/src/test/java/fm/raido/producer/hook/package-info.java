/** Tests of {@code fm.raido.producer.hook}. */
@NullMarked
package fm.raido.producer.hook;

import org.jspecify.annotations.NullMarked;
