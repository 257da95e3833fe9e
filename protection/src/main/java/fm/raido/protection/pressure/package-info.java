/**
 * Pressure levels: from a speech host's readings to normal, warning or critical, with hysteresis
 * and dwell. The health agent feeds it with looks; its answer becomes the host's beat in the
 * protection log, which closes the gate.
 *
 * <p>The diagram of one signal; the host's level is the highest of its signals, and steps down at
 * most once in {@link fm.raido.protection.pressure.PressureLevels#DWELL}:
 *
 * <pre>
 * over the warning level for its time:    NORMAL            =&gt; WARNING
 * over the critical level for its time:   NORMAL, WARNING   =&gt; CRITICAL
 * below the critical leave level, calm:   CRITICAL          =&gt; WARNING
 * below the warning leave level, calm:    CRITICAL, WARNING =&gt; NORMAL
 * not read for FORGET_AFTER:              CRITICAL, WARNING =&gt; NORMAL, and the reason says so
 * </pre>
 */
@NullMarked
package fm.raido.protection.pressure;

import org.jspecify.annotations.NullMarked;
