/** Tests of {@code fm.raido.producer.http}. */
@NullMarked
package fm.raido.producer.http;

import org.jspecify.annotations.NullMarked;
