/**
 * The middle of the path: a raw announcement, from whatever door, becomes a request that keeps
 * every rule, or the list of its faults; then it is guarded and published. Knows nothing of HTTP,
 * files or command lines.
 */
@NullMarked
package fm.raido.producer.intake;

import org.jspecify.annotations.NullMarked;
