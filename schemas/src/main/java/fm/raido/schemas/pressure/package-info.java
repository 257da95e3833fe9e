/**
 * The health agent's detailed readings, on {@code raido.host-pressure}, for people and dashboards.
 */
@NullMarked
package fm.raido.schemas.pressure;

import org.jspecify.annotations.NullMarked;
