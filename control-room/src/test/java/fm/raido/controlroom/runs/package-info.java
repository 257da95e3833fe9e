/** Tests of runs in the background. */
@NullMarked
package fm.raido.controlroom.runs;

import org.jspecify.annotations.NullMarked;
