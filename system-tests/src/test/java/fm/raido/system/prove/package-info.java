/** The trial, held for a short while in every build. */
@NullMarked
package fm.raido.system.prove;

import org.jspecify.annotations.NullMarked;
