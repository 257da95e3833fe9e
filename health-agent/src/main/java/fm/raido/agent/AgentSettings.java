package fm.raido.agent;

import fm.raido.schemas.settings.Settings;

/** Where an agent's settings are: system properties go before the environment. */
final class AgentSettings {
  private AgentSettings() {}

  static Settings here() {
    return new Settings(name -> {
      String property = System.getProperty(name);
      return property == null ? System.getenv(name) : property;
    });
  }
}
