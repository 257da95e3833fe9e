/** Tests of {@code fm.raido.producer.file}. */
@NullMarked
package fm.raido.producer.file;

import org.jspecify.annotations.NullMarked;
