/** Tests of the package of the same name. */
@NullMarked
package fm.raido.agent.log;

import org.jspecify.annotations.NullMarked;
