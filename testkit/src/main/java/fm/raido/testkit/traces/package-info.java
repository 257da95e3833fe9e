/** A collector for tests: takes spans by OTLP over HTTP, as OpenTelemetry's own does. */
@NullMarked
package fm.raido.testkit.traces;

import org.jspecify.annotations.NullMarked;
