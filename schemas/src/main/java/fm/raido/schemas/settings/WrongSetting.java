package fm.raido.schemas.settings;

/**
 * A setting has a value that breaks its rule; the message names the setting, the value and the
 * rule.
 */
public final class WrongSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String name;

  WrongSetting(Setting<?> setting, String value) {
    this(setting.name(), setting.secret() ? "(secret)" : value, setting.rule());
  }

  /** For rules that tie several settings together. */
  public WrongSetting(String name, String value, String rule) {
    super(name + " is \"" + value + "\": must be " + rule);
    this.name = name;
  }

  /** The environment variable. */
  public String name() {
    return name;
  }
}
