/**
 * What happens to a request: one pure function from the request, the folded state and now to a
 * decision.
 */
@NullMarked
package fm.raido.protection.decision;

import org.jspecify.annotations.NullMarked;
