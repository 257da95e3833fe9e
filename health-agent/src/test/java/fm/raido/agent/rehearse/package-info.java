/** Tests of the package of the same name. */
@NullMarked
package fm.raido.agent.rehearse;

import org.jspecify.annotations.NullMarked;
