/**
 * Looks at a cluster from outside, knowing nothing but its topics: reads what is committed, and
 * hands it to the promises.
 */
@NullMarked
package fm.raido.system.audit;

import org.jspecify.annotations.NullMarked;
