/** What is said of traces, and that nobody waits for a collector. */
@NullMarked
package fm.raido.traces;

import org.jspecify.annotations.NullMarked;
