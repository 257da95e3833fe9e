/**
 * The port through which words become audio, and its adapter to a Kokoro-compatible speech host. A
 * call stands behind a grant of the protection log; what comes back is classified here, once, into
 * what it says about the host. Behind it the audio goes to {@code audio}.
 */
@NullMarked
package fm.raido.worker.speech;

import org.jspecify.annotations.NullMarked;
