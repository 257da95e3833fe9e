/** Tests of recordings and of what our rules make of them. */
@NullMarked
package fm.raido.agent.record;

import org.jspecify.annotations.NullMarked;
