package fm.raido.system.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * One node of the cluster: its argument is the file of its settings. It ends cleanly on SIGTERM,
 * and at once when its standard input ends, which is when its parent is gone.
 */
public final class NodeMain {
  private NodeMain() {}

  /** Runs until it is told to end. */
  public static void main(String[] args) throws IOException {
    Thread.ofPlatform().daemon().name("parent-watch").start(NodeMain::haltWithParent);
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
      properties.load(in);
    }
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "node-shutdown"));
    server.startup();
    server.awaitShutdown();
  }

  private static void haltWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // A standard input that cannot be read says as much as one that has ended.
      System.err.println("the parent is gone: " + e);
    }
    Runtime.getRuntime().halt(1);
  }
}
