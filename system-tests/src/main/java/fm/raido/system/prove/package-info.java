/** {@code raido prove}: runs the storm and prints what came of the promises. */
@NullMarked
package fm.raido.system.prove;

import org.jspecify.annotations.NullMarked;
