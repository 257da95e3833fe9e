/** Children of the tests' JVM, under signals. */
@NullMarked
package fm.raido.testkit.process;

import org.jspecify.annotations.NullMarked;
