/**
 * The audio store: files named by what shaped them, so that the same words are never paid for
 * twice, shared by all workers and read by whatever airs them. Speech and fallback voices put their
 * audio here; the outcome names the file.
 */
@NullMarked
package fm.raido.worker.audio;

import org.jspecify.annotations.NullMarked;
