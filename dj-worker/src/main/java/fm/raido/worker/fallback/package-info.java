/**
 * The words of an announcement, and what is aired when the speech host cannot say them in time: a
 * short line from templates in a small voice of our own, or a clip that the station recorded. It
 * stands beside {@code speech} on the path, asks nobody for leave, and its audio goes to {@code
 * audio} too.
 */
@NullMarked
package fm.raido.worker.fallback;

import org.jspecify.annotations.NullMarked;
