package fm.raido.system.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {
  private static final int SIZE = 1 << 20;

  @TempDir Path dir;

  @Test
  void canBeFilledToTheLastByteAndFreed() throws IOException {
    try (SmallDisk disk = disk(dir)) {
      assertThat(disk.freeBytes()).isEqualTo(SIZE);
      Path file = disk.fromOutside("file");
      Files.writeString(file, "words");
      disk.fill();
      assertThat(disk.freeBytes()).isZero();
      assertThatThrownBy(() -> Files.writeString(disk.fromOutside("more"), "words"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left on device");
      disk.free();
      assertThat(file).hasContent("words");
      assertThat(disk.freeBytes()).isEqualTo(SIZE - 4_096);
    }
  }

  @Test
  void isSeenByThoseInsideItAlone() throws Exception {
    try (SmallDisk disk = disk(Files.createDirectory(dir.resolve("a dir; with \"words\"")))) {
      Files.writeString(disk.path().resolve("below"), "");
      Process inside =
          new ProcessBuilder(disk.inside(java.util.List.of("touch", disk.path() + "/file")))
              .inheritIO()
              .start();
      assertThat(inside.waitFor()).isZero();
      assertThat(disk.fromOutside("file")).exists();
      assertThat(disk.fromOutside("below")).doesNotExist();
      assertThat(disk.path().resolve("file")).doesNotExist();
    }
  }

  @Test
  void saysWhyThereIsNone() {
    assertThat(SmallDisk.tryMake(dir.resolve("missing"), SIZE))
        .isInstanceOfSatisfying(
            DiskMade.NotHere.class, none -> assertThat(none.why()).startsWith("no small disk: "));
  }

  static SmallDisk disk(Path directory) {
    return switch (SmallDisk.tryMake(directory, SIZE)) {
      case DiskMade.Ready(SmallDisk disk) -> disk;
      case DiskMade.NotHere(String why) -> abort(why);
    };
  }
}
