/** The rows of the decision table. */
@NullMarked
package fm.raido.protection.decision;

import org.jspecify.annotations.NullMarked;
