/** The promises' objects are tested with systems that keep them and systems that break one. */
@NullMarked
package fm.raido.testkit.promise;

import org.jspecify.annotations.NullMarked;
