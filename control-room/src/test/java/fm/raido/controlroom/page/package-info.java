/**
 * The page in a real Chromium, against a real control room on a real broker: what an operator
 * reads, does with the keyboard, and sees on a phone, in the dark and when nothing is heard any
 * more. The pictures in the documentation are taken here.
 */
@NullMarked
package fm.raido.controlroom.page;

import org.jspecify.annotations.NullMarked;
