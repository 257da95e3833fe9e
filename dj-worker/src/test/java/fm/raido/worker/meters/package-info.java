/** Tests of the package of the same name. */
@NullMarked
package fm.raido.worker.meters;

import org.jspecify.annotations.NullMarked;
