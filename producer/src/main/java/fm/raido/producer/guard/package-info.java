/**
 * Between intake and the brokers: what keeps one's own callers from flooding the pipeline with the
 * same announcement. Pure of clocks, threads and Kafka; the time is passed in.
 */
@NullMarked
package fm.raido.producer.guard;

import org.jspecify.annotations.NullMarked;
