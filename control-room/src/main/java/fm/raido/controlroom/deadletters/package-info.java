/** {@code raido dead-letters}: the commands over the letters and the replay. */
@NullMarked
package fm.raido.controlroom.deadletters;

import org.jspecify.annotations.NullMarked;
