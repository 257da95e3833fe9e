/**
 * The dead letters as an operator sees them: the compacted table {@code raido.requests-dlt} read to
 * its end, foreign letters of spring-kafka and Kafka Connect in it or in a topic of their own, and
 * the filter that chooses some. {@code LetterTable} is the way in; it reads only what is committed.
 */
@NullMarked
package fm.raido.controlroom.letters;

import org.jspecify.annotations.NullMarked;
