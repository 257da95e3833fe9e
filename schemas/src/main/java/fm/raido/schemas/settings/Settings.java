package fm.raido.schemas.settings;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads settings from wherever a program keeps them. An empty value counts as not set. */
public final class Settings {
  private final Function<String, @Nullable String> lookup;

  /**
   * @param lookup the value of an environment variable or Spring property, or null; it is asked for
   *     the property first
   */
  public Settings(Function<String, @Nullable String> lookup) {
    this.lookup = lookup;
  }

  /** Settings from environment variables alone. */
  public static Settings of(Map<String, String> environment) {
    return new Settings(environment::get);
  }

  /**
   * The value in force: property, else environment variable, else default.
   *
   * @throws WrongSetting if it breaks its rule
   */
  public <T> T get(Setting<T> setting) {
    String value = text(setting);
    try {
      return setting.parser().apply(value);
    } catch (IllegalArgumentException e) {
      throw new WrongSetting(setting, value);
    }
  }

  /** The same as text, not checked; the default where it is not set, empty where there is none. */
  public String text(Setting<?> setting) {
    for (String key : new String[] {setting.property(), setting.name()}) {
      String value = lookup.apply(key);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return setting.defaultText();
  }
}
