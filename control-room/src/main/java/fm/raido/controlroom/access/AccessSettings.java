package fm.raido.controlroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.StartRefused;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Secret;
import fm.raido.schemas.settings.Setting;
import fm.raido.schemas.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may come in.
 *
 * @param address where the port is opened
 * @param look the token that gives the role look
 * @param operate the token that gives the role operate
 */
public record AccessSettings(InetAddress address, Optional<String> look, Optional<String> operate) {

  /**
   * Reads them.
   *
   * @throws fm.raido.schemas.settings.WrongSetting if a value breaks its rule
   * @throws StartRefused if the address is none of this machine, a token's file cannot be read, or
   *     the address is not loopback and there is no token
   */
  public static AccessSettings of(Settings settings) {
    String name = settings.get(RaidoSettings.CONTROL_ROOM_BIND_ADDRESS);
    InetAddress address = address(name);
    Optional<String> look = token(settings, RaidoSettings.CONTROL_ROOM_LOOK_TOKEN);
    Optional<String> operate = token(settings, RaidoSettings.CONTROL_ROOM_OPERATE_TOKEN);
    if (!address.isLoopbackAddress() && look.isEmpty() && operate.isEmpty()) {
      throw new StartRefused(
          "CONTROL_ROOM_BIND_ADDRESS is \"%s\": others can reach it there, so it needs CONTROL_ROOM_OPERATE_TOKEN or CONTROL_ROOM_LOOK_TOKEN (or 127.0.0.1, which needs none)"
              .formatted(name));
    }
    if (look.isPresent() && look.equals(operate)) {
      throw new StartRefused(
          "CONTROL_ROOM_LOOK_TOKEN is the same as CONTROL_ROOM_OPERATE_TOKEN: who may only look would operate");
    }
    return new AccessSettings(address, look, operate);
  }

  /** Whether a token is asked for; also on loopback, where one is set. */
  public boolean needsToken() {
    return look.isPresent() || operate.isPresent();
  }

  private static InetAddress address(String name) {
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      throw new StartRefused(
          "CONTROL_ROOM_BIND_ADDRESS is \"" + name + "\": must be an address of this machine");
    }
  }

  private static Optional<String> token(Settings settings, Setting<Optional<Secret>> setting) {
    return settings.get(setting).map(secret -> token(setting, secret));
  }

  private static String token(Setting<Optional<Secret>> setting, Secret secret) {
    if (!secret.text().startsWith(Secret.FILE)) {
      return secret.text();
    }
    Path file = Path.of(secret.text().substring(Secret.FILE.length()));
    try {
      String token = Files.readString(file, UTF_8).strip();
      if (!token.matches("[\\x21-\\x7E]{16,200}")) {
        throw new StartRefused(
            setting.name()
                + " names "
                + file
                + ": it must hold 16 to 200 visible ASCII characters");
      }
      return token;
    } catch (IOException e) {
      throw new StartRefused(setting.name() + " names " + file + ", which cannot be read: " + e);
    }
  }

  /** Says nothing of the tokens. */
  @Override
  public String toString() {
    return "AccessSettings[" + address + ", needsToken=" + needsToken() + "]";
  }
}
