/** Tests of the health agent. */
@NullMarked
package fm.raido.agent;

import org.jspecify.annotations.NullMarked;
