package fm.raido.agent.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oshi.software.os.CgroupInfo;

class ContainerUseTest {
  private static final long GIB = 1L << 30;

  @TempDir Path root;

  @Test
  void useOfCpuIsThatOfTheQuota() throws IOException {
    ContainerUse use = use("");
    assertThat(use.cpuPercent(new Group(2, 0.5, 1_000, GIB, 0), 0)).isNull();
    assertThat(use.cpuPercent(new Group(2, 0.5, 250_001_000, GIB, 0), 1_000_000_000)).isEqualTo(50);
    assertThat(use.cpuPercent(new Group(2, 0.5, 3, GIB, 0), 2_000_000_000))
        .as("a counter that went back")
        .isNull();
  }

  @Test
  void cacheThatTheKernelCanDropIsNotUsed() throws IOException {
    stat(root, "anon 1\ninactive_file " + GIB / 4 + "\n");
    assertThat(use("").memoryPercent(new Group(2, -1, 0, GIB, GIB / 2))).isEqualTo(25);
  }

  @Test
  void theFirstVersionKeepsItsOwnTreeAndNames() throws IOException {
    Path group = Files.createDirectories(root.resolve("memory/docker/abc"));
    stat(group, "inactive_file 7\ntotal_inactive_file " + GIB / 4 + "\n");
    stat(root.resolve("memory"), "total_inactive_file 0\n");
    ContainerUse use = use("8:pids:/\n4:memory:/docker/abc\n0::/\n");
    assertThat(use.memoryPercent(new Group(1, -1, 0, GIB, GIB / 2))).isEqualTo(25);
  }

  @Test
  void withoutStatisticsAllThatIsChargedIsUsed() throws IOException {
    assertThat(use("").memoryPercent(new Group(2, -1, 0, GIB, GIB / 2))).isEqualTo(50);
  }

  @Test
  void aGroupWithoutLimitsBelowTheHostsIsTheHost() {
    assertThat(ContainerUse.isLimited(new Group(2, -1, 0, Long.MAX_VALUE, 0), 8 * GIB)).isFalse();
    assertThat(ContainerUse.isLimited(new Group(2, -1, 0, 9 * GIB, 0), 8 * GIB)).isFalse();
    assertThat(ContainerUse.isLimited(new Group(2, -1, 0, 7 * GIB, 0), 8 * GIB)).isTrue();
    assertThat(ContainerUse.isLimited(new Group(2, 1.5, 0, Long.MAX_VALUE, 0), 8 * GIB)).isTrue();
  }

  private ContainerUse use(String ownGroups) throws IOException {
    Path list = Files.writeString(root.resolve("groups"), ownGroups);
    return new ContainerUse(new CgroupMemory(root, list));
  }

  private static void stat(Path group, String text) throws IOException {
    Files.writeString(group.resolve("memory.stat"), text);
  }

  private record Group(int version, double cpus, long usageNanos, long limit, long usage)
      implements CgroupInfo {
    @Override
    public boolean isContainerized() {
      return true;
    }

    @Override
    public int getVersion() {
      return version;
    }

    @Override
    public long getCpuQuota() {
      return cpus < 0 ? UNLIMITED : (long) (cpus * 100_000);
    }

    @Override
    public double getEffectiveCpus() {
      return cpus;
    }

    @Override
    public long getCpuUsage() {
      return usageNanos;
    }

    @Override
    public long getMemoryLimit() {
      return limit;
    }

    @Override
    public long getMemoryUsage() {
      return usage;
    }
  }
}
