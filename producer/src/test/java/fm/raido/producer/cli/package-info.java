/** Tests of {@code fm.raido.producer.cli}. */
@NullMarked
package fm.raido.producer.cli;

import org.jspecify.annotations.NullMarked;
