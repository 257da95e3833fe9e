/** Tests of the package of the same name. */
@NullMarked
package fm.raido.agent.metrics;

import org.jspecify.annotations.NullMarked;
