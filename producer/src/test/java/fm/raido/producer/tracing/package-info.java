/** Tests of the package of the same name. */
@NullMarked
package fm.raido.producer.tracing;

import org.jspecify.annotations.NullMarked;
