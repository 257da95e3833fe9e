/** Tests of the health agent: publish. */
@NullMarked
package fm.raido.agent.publish;

import org.jspecify.annotations.NullMarked;
