/**
 * A single Kafka broker inside this JVM, for a station that runs on one machine: beside the path of
 * an announcement, under it. Its users need no Kafka knowledge; other programs on the same machine
 * reach it like any broker.
 *
 * <p>What lies in the data directory:
 *
 * <pre>
 * DIR/lock                  held while a broker runs on the directory
 * DIR/kafka/                made whole or not at all: it is prepared as DIR/kafka.new and renamed
 *     meta.properties       the cluster's and the node's id, which never change
 *     __cluster_metadata-0  topics and settings
 *     TOPIC-PARTITION/      the records
 * </pre>
 *
 * <p>The broker logs through SLF4J only, under the names {@code kafka}, {@code org.apache.kafka}
 * and {@code com.yammer.metrics}; whoever configures logging sets these to {@code WARN}. Two of its
 * warnings say nothing to a person, nor do its errors when partitions are added: set {@code
 * org.apache.kafka.controller.QuorumController} and {@code org.apache.kafka.clients.NetworkClient}
 * to {@code ERROR}, {@code state.change.logger} to {@code OFF}. The JVM itself warns about Kafka's
 * use of {@code sun.misc.Unsafe} unless it was started with {@code
 * --sun-misc-unsafe-memory-access=allow}.
 *
 * <p>Limit: records survive a kill of the process, but what the operating system had not yet
 * written is lost when the machine loses power; a cluster of three brokers does not have that
 * weakness.
 */
@NullMarked
package fm.raido.localkafka;

import org.jspecify.annotations.NullMarked;
