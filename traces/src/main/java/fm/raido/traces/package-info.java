/**
 * Traces: programs say what has happened, as {@link fm.raido.traces.EndedSpan}s with times and ids
 * of their own, and nobody waits for what becomes of them. Beside the path, not on it; a module of
 * its own, because the health agent must not get OpenTelemetry's jars. Where no collector is set,
 * nothing of OpenTelemetry is loaded: only {@code OtlpSpans} and what it uses knows of it.
 */
@NullMarked
package fm.raido.traces;

import org.jspecify.annotations.NullMarked;
