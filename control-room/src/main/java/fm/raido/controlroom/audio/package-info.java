/** The audio store, read only, for the player: names of its own making, and nothing else. */
@NullMarked
package fm.raido.controlroom.audio;

import org.jspecify.annotations.NullMarked;
