package fm.raido.system.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The little of ours that a node needs, {@link NodeMain} and its logging, as a jar. */
final class NodeJar {
  private static final List<String> CONTENT = List.of("NodeMain.class", "logback-node.xml");

  /** Always the same, so that equal contents are equal jars. */
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private NodeJar() {}

  /** Writes it into that directory, unless it is there: its name says what is in it. */
  static Path in(Path directory) throws IOException {
    byte[] bytes = bytes();
    Path jar = directory.resolve("node-" + Digests.of(bytes) + ".jar");
    if (!Files.exists(jar)) {
      Path temporary = Files.createTempFile(directory, "node-", ".new");
      Files.write(temporary, bytes);
      Files.move(temporary, jar, StandardCopyOption.ATOMIC_MOVE);
    }
    return jar;
  }

  private static byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String directory = NodeJar.class.getPackageName().replace('.', '/') + "/";
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : CONTENT) {
        ZipEntry entry = new ZipEntry(directory + name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        try (InputStream in = NodeJar.class.getResourceAsStream(name)) {
          Objects.requireNonNull(in, name).transferTo(zip);
        }
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
