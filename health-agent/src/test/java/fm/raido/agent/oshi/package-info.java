/** Tests of the health agent: oshi. */
@NullMarked
package fm.raido.agent.oshi;

import org.jspecify.annotations.NullMarked;
