package fm.raido.station.voice;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.worker.StopSignal;
import fm.raido.worker.fallback.LocalVoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raido voice}: the built-in voice alone, for workers that are processes of their own. */
@Command(
    name = "voice",
    mixinStandardHelpOptions = true,
    description = {
      "Run the built-in voice alone, behind the endpoints of Kokoro-FastAPI, until Ctrl-C.",
      "Workers reach it by KOKORO_BASE_URL; its address is BIND_ADDRESS."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:stopped", "1:the port is not to be had", "2:wrong usage or setting"})
public final class VoiceCommand implements Callable<Integer> {
  /** As long as a worker waits for a call. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(15);

  private final Settings settings;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8880",
      description = "The HTTP port; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  /** With the settings in the environment. */
  public VoiceCommand() {
    this(Settings.of(System.getenv()));
  }

  // picocli sets the spec before it calls anything.
  @SuppressWarnings("NullAway.Init")
  VoiceCommand(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() throws InterruptedException {
    String address = settings.get(RaidoSettings.BIND_ADDRESS);
    if (port < 0 || port > 65_535) {
      throw new WrongSetting("--port", Integer.toString(port), "a number from 0 to 65535");
    }
    try (BuiltInVoiceServer voice = BuiltInVoiceServer.start(resolved(address), port)) {
      StopSignal stop = StopSignal.install();
      say(
          "voice: %s speaks at %s, port %d; Ctrl-C stops it"
              .formatted(LocalVoice.NAME, address, voice.port()));
      stop.asked().get();
      say("voice: stopping: ends what it speaks; once more stops at once");
      voice.down(LAST_WORDS);
      return ExitCode.OK;
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println(
              "raido voice: port %d at %s cannot be opened: %s"
                  .formatted(port, address, e.getMessage()));
      spec.commandLine().getErr().flush();
      return ExitCode.SOFTWARE;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reason to stop never fails", e);
    }
  }

  private static InetAddress resolved(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new WrongSetting(
          RaidoSettings.BIND_ADDRESS.name(), address, RaidoSettings.BIND_ADDRESS.rule());
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
