/** Tests of the yardstick itself. */
@NullMarked
package fm.raido.benchmarks;

import org.jspecify.annotations.NullMarked;
