/** Tests of {@code fm.raido.producer.history}. */
@NullMarked
package fm.raido.producer.history;

import org.jspecify.annotations.NullMarked;
