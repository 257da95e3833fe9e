/**
 * Use of CPU, memory and load, once a second, by OSHI: the host's, or the container's where a
 * control group limits it.
 */
@NullMarked
package fm.raido.agent.oshi;

import org.jspecify.annotations.NullMarked;
