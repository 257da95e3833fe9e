package fm.raido.controlroom.settings;

import fm.raido.controlroom.PlainErrors;
import fm.raido.protection.fold.FoldVersions;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Setting;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raido settings}, {@code raido settings upgrade}. */
@Command(
    name = "settings",
    description =
        "Prints every setting with its value in force, its default and where it comes from.",
    mixinStandardHelpOptions = true)
public final class SettingsCommand implements Callable<Integer> {
  private final Settings settings;

  @Spec private CommandSpec spec;

  /** With the settings in the environment. */
  public SettingsCommand() {
    this(Settings.of(System.getenv()));
  }

  // picocli sets the spec before it calls anything.
  @SuppressWarnings("NullAway.Init")
  public SettingsCommand(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    int exitCode = PlainErrors.OK;
    out.printf("%-24s %-24s %-24s %s%n", "NAME", "VALUE", "DEFAULT", "FROM");
    for (Setting<?> setting : RaidoSettings.ALL) {
      out.printf(
          "%-24s %-24s %-24s %s%n",
          setting.name(),
          shown(setting, settings.text(setting)),
          shown(setting, setting.defaultText()),
          settings.origin(setting).orElse("default"));
      try {
        settings.get(setting);
      } catch (WrongSetting e) {
        exitCode = PlainErrors.USAGE;
        spec.commandLine().getErr().println(e.getMessage());
      }
    }
    if (exitCode == PlainErrors.OK) {
      exitCode = PlainErrors.run(spec, this::lookAtKafkas);
    }
    out.flush();
    spec.commandLine().getErr().flush();
    return exitCode;
  }

  /** Each may keep its rule, and still they do not fit together. */
  private int lookAtKafkas() {
    var _ = KafkaConnection.of(settings);
    return PlainErrors.OK;
  }

  /** Raises the fold version in force, once there is a higher one. */
  @Command(
      name = "upgrade",
      description = "Raises the version of the protection log's rules, when every worker knows it.",
      mixinStandardHelpOptions = true)
  int upgrade() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "nothing to do: this program knows version %d of the protection log's rules, and there is no newer one%n",
        FoldVersions.CURRENT);
    out.flush();
    return PlainErrors.OK;
  }

  private static String shown(Setting<?> setting, String text) {
    if (text.isEmpty()) {
      return "-";
    }
    return setting.secret() ? "(secret)" : text;
  }
}
