/**
 * What wav and mp3 bytes hold: how long they play and how loud they are. It stands under {@code
 * speech}, which judges audio with it, and {@code audio}, which levels and stores it. Pure: bytes
 * in, bytes out.
 */
@NullMarked
package fm.raido.worker.sound;

import org.jspecify.annotations.NullMarked;
