/** Tests of the health agent: psi. */
@NullMarked
package fm.raido.agent.psi;

import org.jspecify.annotations.NullMarked;
