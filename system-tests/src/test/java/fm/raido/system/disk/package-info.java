/** A disk that is really full, under the real store and a real worker. */
@NullMarked
package fm.raido.system.disk;

import org.jspecify.annotations.NullMarked;
