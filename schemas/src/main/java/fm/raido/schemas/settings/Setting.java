package fm.raido.schemas.settings;

import java.util.function.Function;

/**
 * One setting.
 *
 * @param name the environment variable, for example {@code TTS_TIMEOUT}
 * @param property the Spring property, for example {@code raido.tts.timeout}
 * @param defaultText the default as one would write it; empty means "not set"
 * @param rule what a value must be, in words
 * @param description what it is for, in one line
 * @param secret whether its value must never be shown
 * @param parser reads a value; throws {@link IllegalArgumentException} where it breaks the rule
 */
public record Setting<T>(
    String name,
    String property,
    String defaultText,
    String rule,
    String description,
    boolean secret,
    Function<String, T> parser) {}
