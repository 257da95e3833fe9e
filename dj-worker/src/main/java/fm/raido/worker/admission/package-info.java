/**
 * Admission: asking the protection log before every call, reading the answer back, and telling the
 * log how the call ended. Without a grant there is no call.
 */
@NullMarked
package fm.raido.worker.admission;

import org.jspecify.annotations.NullMarked;
