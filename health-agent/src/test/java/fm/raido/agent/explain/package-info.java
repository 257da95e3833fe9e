/** Tests of the package of the same name. */
@NullMarked
package fm.raido.agent.explain;

import org.jspecify.annotations.NullMarked;
