package fm.raido.system.cluster;

import fm.raido.testkit.process.ChildJvm;
import fm.raido.testkit.process.ChildJvmBuilder;
import fm.raido.testkit.process.Directories;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a node's JVM is started: small, and from a cache of loaded and linked classes, without which
 * three nodes need twice the time and CPU to start (measured).
 *
 * <p>The cache is a file whose name says which JVM and jars it was made from, so none is stale. It
 * is made once, by a node that runs alone for a moment, under a lock and beside its place: several
 * JVMs may start at once, and a kill in between leaves nothing half made.
 *
 * @param classPath published jars and {@link NodeJar}
 * @param cache the file
 */
record NodeRuntime(String classPath, Path cache) {
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dlogback.configurationFile=fm/raido/system/cluster/logback-node.xml");

  /**
   * Finds the cache, or makes it, in about 10 s.
   *
   * @throws ClusterFailed if the temporary directory cannot be written, or no node starts
   */
  static synchronized NodeRuntime prepare() {
    try {
      Path directory =
          Files.createDirectories(
              Path.of(System.getProperty("java.io.tmpdir"))
                  .resolve("raido-nodes-" + System.getProperty("user.name"))
                  .toAbsolutePath());
      List<Path> jars = new ArrayList<>();
      jars.add(NodeJar.in(directory));
      jars.addAll(NodeClassPath.publishedJars());
      NodeRuntime runtime =
          new NodeRuntime(
              jars.stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(System.getProperty("path.separator"))),
              directory.resolve("node-" + Digests.of(content(jars)) + ".aot"));
      runtime.makeCache(directory);
      return runtime;
    } catch (IOException e) {
      throw new ClusterFailed("the nodes' class cache cannot be made: " + e, e);
    }
  }

  /** Everything that makes a cache useless when it changes. */
  private static byte[] content(List<Path> jars) throws IOException {
    StringBuilder content = new StringBuilder(System.getProperty("java.vm.version"));
    content.append(System.getProperty("java.home")).append(OPTIONS);
    for (Path jar : jars) {
      content.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
    }
    return content.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A node to be, with the cache. */
  ChildJvmBuilder node(String name, Path directory, Path settings) {
    return jvm(name, directory, settings, List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off"));
  }

  private ChildJvmBuilder jvm(String name, Path directory, Path settings, List<String> options) {
    List<String> all = new ArrayList<>(OPTIONS);
    all.addAll(options);
    return ChildJvm.of(name, NodeMain.class.getName())
        .classPath(classPath)
        .directory(directory)
        .options(all)
        .arguments(List.of(settings.toString()));
  }

  private void makeCache(Path directory) throws IOException {
    if (Files.exists(cache)) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (Files.exists(cache)) {
        return;
      }
      Path work = Files.createTempDirectory(directory, "training-");
      Path made = work.resolve("node.aot");
      LoneNode.train(
          work,
          settings -> jvm("lone-node", work, settings, List.of("-XX:AOTCacheOutput=" + made)));
      Files.move(made, cache, StandardCopyOption.ATOMIC_MOVE);
      Directories.delete(work);
    }
  }
}
