/** The protection log as an operator needs it: folded once to its end, and written to. */
@NullMarked
package fm.raido.controlroom.log;

import org.jspecify.annotations.NullMarked;
