package fm.raido.localkafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.metadata.storage.Formatter;

/** Makes an empty directory a node's: what {@code kafka-storage format} does. */
public final class NodeFormat {
  private NodeFormat() {}

  /**
   * Formats it for a node whose voters are listed in its settings.
   *
   * @param directory exists and is empty
   * @param clusterId the same for every node of a cluster
   * @throws Exception what Kafka throws, a checked one or not
   */
  public static void write(Path directory, int nodeId, String clusterId, String controllerListener)
      throws Exception {
    write(directory, nodeId, clusterId, controllerListener, List.of());
  }

  /**
   * The same, with users whom the brokers know from the start.
   *
   * @param users as {@code kafka-storage format --add-scram} takes them
   */
  public static void write(
      Path directory, int nodeId, String clusterId, String controllerListener, List<String> users)
      throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
        .setNodeId(nodeId)
        .setClusterId(clusterId)
        .setControllerListenerName(controllerListener)
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .setScramArguments(users)
        .run();
  }
}
