package fm.raido.schemas.settings;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
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

  /** The text of the value in force, right or wrong. */
  public String text(Setting<?> setting) {
    String given = given(setting);
    return given == null ? setting.defaultText() : given;
  }

  /** Under which name the value in force was given; empty where it is the default. */
  public Optional<String> origin(Setting<?> setting) {
    return keys(setting).filter(key -> at(key) != null).findFirst();
  }

  private @Nullable String given(Setting<?> setting) {
    return origin(setting).map(this::at).orElse(null);
  }

  private @Nullable String at(String key) {
    String value = lookup.apply(key);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static Stream<String> keys(Setting<?> setting) {
    return Stream.of(setting.property(), setting.name());
  }
}
