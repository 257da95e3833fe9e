/**
 * How to reach Kafka: where the brokers are, and who we are to them. Every client of every program
 * is made with a {@link fm.raido.schemas.connection.KafkaConnection}, so that security is a matter
 * of settings alone.
 */
@NullMarked
package fm.raido.schemas.connection;

import org.jspecify.annotations.NullMarked;
