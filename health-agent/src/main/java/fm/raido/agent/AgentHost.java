package fm.raido.agent;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;

/**
 * The name that the host goes by in the protection log.
 *
 * <p>In a container the machine's name is the container's id, another one at each re-creation, and
 * each would leave behind a host that has fallen silent: so it must be given there.
 */
final class AgentHost {
  private AgentHost() {}

  /**
   * The name: the setting's, else the machine's.
   *
   * @throws WrongSetting in a container without the setting, or where the machine's name cannot be
   *     one
   */
  static String name(Settings settings, Machine machine) {
    return settings.get(RaidoSettings.AGENT_HOST).orElseGet(() -> machineName(machine));
  }

  private static String machineName(Machine machine) {
    if (machine.isContainer()) {
      throw new WrongSetting(
          RaidoSettings.AGENT_HOST.name(),
          "",
          "set to the speech host's name, because this is a container ("
              + machine.containerHint()
              + "), whose own name changes with every re-creation");
    }
    String name = machine.name();
    try {
      var _ = RaidoSettings.AGENT_HOST.parser().apply(name);
    } catch (IllegalArgumentException e) {
      throw new WrongSetting(
          RaidoSettings.AGENT_HOST.name(),
          "",
          "set, because the machine's own name \""
              + name
              + "\" is not a name of letters, digits,"
              + " dots and dashes");
    }
    if (name.isBlank()) {
      throw new WrongSetting(
          RaidoSettings.AGENT_HOST.name(), "", "set, because this machine has no name");
    }
    return name;
  }
}
