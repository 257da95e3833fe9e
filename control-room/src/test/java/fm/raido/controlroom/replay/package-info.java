/** The replay is tested on a real broker, with two of it at once, and with its policy's bounds. */
@NullMarked
package fm.raido.controlroom.replay;

import org.jspecify.annotations.NullMarked;
