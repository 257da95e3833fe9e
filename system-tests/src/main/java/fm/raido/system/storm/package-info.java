/**
 * The system under a storm: brokers, workers, a speech host and the links between them, what is
 * done to them, and the scenes that do it.
 */
@NullMarked
package fm.raido.system.storm;

import org.jspecify.annotations.NullMarked;
