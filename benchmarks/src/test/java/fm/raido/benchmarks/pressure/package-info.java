/** Tests of the peers' rules, and that the document says what they do. */
@NullMarked
package fm.raido.benchmarks.pressure;

import org.jspecify.annotations.NullMarked;
