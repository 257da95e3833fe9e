/**
 * The AzuraCast door: a now-playing web hook becomes the next song's intro, to be ready when the
 * song that is playing ends.
 */
@NullMarked
package fm.raido.producer.hook;

import org.jspecify.annotations.NullMarked;
