/**
 * Pressure levels: from a speech host's readings to normal, warning or critical, with hysteresis
 * and dwell.
 */
@NullMarked
package fm.raido.protection.pressure;

import org.jspecify.annotations.NullMarked;
