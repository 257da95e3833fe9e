/** Tests of the settings package. */
@NullMarked
package fm.raido.schemas.settings;

import org.jspecify.annotations.NullMarked;
