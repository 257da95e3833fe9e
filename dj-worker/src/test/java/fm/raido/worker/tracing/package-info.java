/** Tests of the package of the same name. */
@NullMarked
package fm.raido.worker.tracing;

import org.jspecify.annotations.NullMarked;
