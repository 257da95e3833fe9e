/** The laws of the fold, its tables, and an oracle for its breaker. */
@NullMarked
package fm.raido.protection.fold;

import org.jspecify.annotations.NullMarked;
