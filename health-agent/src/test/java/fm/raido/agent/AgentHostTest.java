package fm.raido.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AgentHostTest {
  private static final Settings NONE = Settings.of(Map.of());
  private static final Settings STUDIO = Settings.of(Map.of("AGENT_HOST", "studio-1"));

  @TempDir Path root;

  @Test
  void isTheMachinesNameWhereNothingElseIsSaid() {
    assertThat(AgentHost.name(NONE, new Machine("speech.example", ""))).isEqualTo("speech.example");
    assertThat(AgentHost.name(STUDIO, new Machine("speech.example", ""))).isEqualTo("studio-1");
  }

  @Test
  void mustBeSetInAContainer() {
    Machine container = new Machine("3f2a91bc", "/.dockerenv is there");
    assertThat(AgentHost.name(STUDIO, container)).isEqualTo("studio-1");
    assertThatThrownBy(() -> AgentHost.name(NONE, container))
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("AGENT_HOST is \"\": must be set to the speech host's name")
        .hasMessageContaining("/.dockerenv is there");
  }

  @Test
  void aMachineNameThatIsNoneNeedsTheSetting() {
    assertThatThrownBy(() -> AgentHost.name(NONE, new Machine("Büro PC", "")))
        .hasMessageContaining("AGENT_HOST")
        .hasMessageContaining("Büro PC");
    assertThatThrownBy(() -> AgentHost.name(NONE, new Machine("", "")))
        .hasMessageContaining("this machine has no name");
  }

  @Test
  void everyHintOfAContainerIsSeen() throws IOException {
    assertThat(Machine.read(root, Map.of()).isContainer()).isFalse();
    assertThat(Machine.read(root, Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")).isContainer())
        .isTrue();
    assertThat(Machine.read(root, Map.of("container", "podman")).isContainer()).isTrue();
    Path groups = Files.createDirectories(root.resolve("proc/1")).resolve("cgroup");
    Files.writeString(groups, "0::/init.scope\n");
    assertThat(Machine.read(root, Map.of()).isContainer()).isFalse();
    Files.writeString(groups, "4:memory:/kubepods/burstable/pod1\n");
    assertThat(Machine.read(root, Map.of()).containerHint())
        .isEqualTo("/proc/1/cgroup names kubepods");
    Files.createFile(root.resolve(".dockerenv"));
    assertThat(Machine.read(root, Map.of()).containerHint()).isEqualTo("/.dockerenv is there");
  }

  @Test
  void theKernelsNameComesFirst() throws IOException {
    assertThat(Machine.read(root, Map.of("HOSTNAME", "from-env")).name()).isEqualTo("from-env");
    Path kernel = Files.createDirectories(root.resolve("proc/sys/kernel")).resolve("hostname");
    Files.writeString(kernel, "from-kernel\n");
    assertThat(Machine.read(root, Map.of("HOSTNAME", "from-env")).name()).isEqualTo("from-kernel");
  }

  @Test
  void aWrongSettingEndsTheCommandWithTwoAndOneLine() {
    StringWriter errors = new StringWriter();
    Settings wrong = Settings.of(Map.of("AGENT_HOST", "studio", "CPU_CRITICAL", "many"));
    int exit =
        new CommandLine(new AgentCommand(wrong)).setErr(new PrintWriter(errors, true)).execute();
    assertThat(exit).isEqualTo(2);
    assertThat(errors.toString())
        .isEqualToIgnoringNewLines(
            "raido agent: CPU_CRITICAL is \"many\": must be a number from 1 to 100");
  }
}
