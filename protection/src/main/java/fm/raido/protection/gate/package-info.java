/** The gate: the set of causes for which speech may not be asked for. */
@NullMarked
package fm.raido.protection.gate;

import org.jspecify.annotations.NullMarked;
