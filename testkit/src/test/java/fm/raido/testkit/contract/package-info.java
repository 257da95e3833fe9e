/** The contract of the topics says what the code says. */
@NullMarked
package fm.raido.testkit.contract;

import org.jspecify.annotations.NullMarked;
