/** Tests of the package of the same name. */
@NullMarked
package fm.raido.agent.watch;

import org.jspecify.annotations.NullMarked;
