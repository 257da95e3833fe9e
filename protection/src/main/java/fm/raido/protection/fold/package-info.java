/**
 * The fold of the protection log: every replica that reads the same records in the same order
 * reaches the same state, and with it the same answer to every ask.
 */
@NullMarked
package fm.raido.protection.fold;

import org.jspecify.annotations.NullMarked;
