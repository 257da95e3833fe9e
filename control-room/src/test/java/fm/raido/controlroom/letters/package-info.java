/** Tests of how dead letters are folded, chosen and held. */
@NullMarked
package fm.raido.controlroom.letters;

import org.jspecify.annotations.NullMarked;
