/** {@code raido settings}: every setting with its value in force. */
@NullMarked
package fm.raido.controlroom.settings;

import org.jspecify.annotations.NullMarked;
