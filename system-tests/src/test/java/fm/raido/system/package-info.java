/** Raido as its users run it: separate processes, real signals, and the structure of the whole. */
@NullMarked
package fm.raido.system;

import org.jspecify.annotations.NullMarked;
