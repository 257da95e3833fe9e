/** Tests of how Kafka is reached: settings that fit together or do not, and what is never shown. */
@NullMarked
package fm.raido.schemas.connection;

import org.jspecify.annotations.NullMarked;
