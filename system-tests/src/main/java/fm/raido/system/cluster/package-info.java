/**
 * Brokers as separate processes, to be killed: under the path of an announcement, with nothing of
 * ours between. {@link fm.raido.system.cluster.KafkaCluster} starts three nodes, each broker and
 * controller, on loopback, and sends them signals; {@link fm.raido.system.cluster.Wiring} puts
 * proxies before them.
 */
@NullMarked
package fm.raido.system.cluster;

import org.jspecify.annotations.NullMarked;
