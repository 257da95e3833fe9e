/** Tests of this package: pure where it is pure, on a real broker where it is not. */
@NullMarked
package fm.raido.controlroom.audio;

import org.jspecify.annotations.NullMarked;
