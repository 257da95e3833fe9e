/** A real disk under the audio store of workers under test, small enough to be filled up. */
@NullMarked
package fm.raido.system.disk;

import org.jspecify.annotations.NullMarked;
