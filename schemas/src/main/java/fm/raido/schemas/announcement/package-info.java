/**
 * What enters the pipeline and what leaves it: the announcement request, its limits, and its one
 * outcome for each pass. Requests travel on {@code raido.requests}, outcomes on {@code
 * raido.outcomes}.
 */
@NullMarked
package fm.raido.schemas.announcement;

import org.jspecify.annotations.NullMarked;
