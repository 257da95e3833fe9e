/**
 * Beside the path: measures the programs as they are, through Kafka and HTTP alone, next to the few
 * lines that somebody would write instead. Nothing in the product knows of it.
 */
@NullMarked
package fm.raido.benchmarks;

import org.jspecify.annotations.NullMarked;
