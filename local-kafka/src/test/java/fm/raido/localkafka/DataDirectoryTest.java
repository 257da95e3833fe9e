package fm.raido.localkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path dir;

  @Test
  void isFormattedOnceAndKeepsItsIds() throws IOException {
    String first = meta();
    assertThat(first).contains("node.id=1", "cluster.id=", "directory.id=");
    assertThat(meta()).isEqualTo(first);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "kafka");
    }
  }

  @Test
  void startsAgainWhereFormattingWasCutShort() throws IOException {
    Files.createDirectories(dir.resolve("kafka.new/__cluster_metadata-0"));
    Files.writeString(dir.resolve("kafka.new/bootstrap.checkpoint"), "half");
    assertThat(meta()).contains("cluster.id=");
    assertThat(dir.resolve("kafka.new")).doesNotExist();
  }

  @Test
  void createsParents() throws IOException {
    try (DataDirectory directory = DataDirectory.open(dir.resolve("a/b"))) {
      assertThat(directory.logs()).isEqualTo(dir.resolve("a/b/kafka")).isDirectory();
    }
  }

  @Test
  void isHeldByOneOnly() {
    try (DataDirectory directory = DataDirectory.open(dir)) {
      refuses(dir, "is in use by another process: stop that one, or choose another directory");
      assertThat(directory.logs()).isDirectory();
    }
    DataDirectory.open(dir).close();
  }

  @Test
  void refusesWhatIsNotABrokersData() throws IOException {
    Files.createDirectories(dir.resolve("kafka"));
    refuses(dir, "kafka is not the data of a local Kafka (it has no meta.properties)");
  }

  @Test
  void refusesTheDataOfAnotherNode() throws IOException {
    Files.createDirectories(dir.resolve("kafka"));
    Files.writeString(
        dir.resolve("kafka/meta.properties"), "version=1\nnode.id=7\ncluster.id=theirs\n");
    refuses(dir, "belongs to another Kafka (node.id is 7, cluster.id is theirs)");
  }

  @Test
  void refusesBrokenIds() throws IOException {
    Files.createDirectories(dir.resolve("kafka"));
    Files.writeString(dir.resolve("kafka/meta.properties"), "node.id=\\u12");
    refuses(dir, "meta.properties cannot be read");
  }

  @Test
  void refusesADirectoryOfOtherFilesButNotHiddenOnes() throws IOException {
    Files.writeString(dir.resolve(".DS_Store"), "x");
    DataDirectory.open(dir.resolve(".")).close();
    Path other = Files.createDirectory(dir.resolve("music"));
    Files.writeString(other.resolve("b.mp3"), "x");
    Files.writeString(other.resolve("a.mp3"), "x");
    refuses(other, "holds other files (a.mp3, b.mp3): choose an empty or a new directory");
    assertThat(other.resolve("lock")).doesNotExist();
  }

  @Test
  void saysSoWhenTheDirectoryIsAFile() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "x");
    refuses(file, "cannot be used: FileAlreadyExistsException");
  }

  private String meta() throws IOException {
    try (DataDirectory directory = DataDirectory.open(dir)) {
      // Kafka's writer puts a date into a comment.
      return Files.readString(directory.logs().resolve("meta.properties"));
    }
  }

  private static void refuses(Path dir, String why) {
    assertThatThrownBy(() -> DataDirectory.open(dir))
        .isInstanceOf(LocalKafkaException.class)
        .hasMessageContaining(why)
        .hasMessageContaining(dir.toAbsolutePath().normalize().toString());
  }
}
