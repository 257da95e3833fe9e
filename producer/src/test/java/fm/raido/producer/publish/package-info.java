/** Tests of {@code fm.raido.producer.publish}. */
@NullMarked
package fm.raido.producer.publish;

import org.jspecify.annotations.NullMarked;
