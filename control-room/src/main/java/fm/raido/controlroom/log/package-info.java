/** The protection log as an operator needs it: folded once to its end, written to, and its time. */
@NullMarked
package fm.raido.controlroom.log;

import org.jspecify.annotations.NullMarked;
