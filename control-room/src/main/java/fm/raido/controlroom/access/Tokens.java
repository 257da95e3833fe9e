package fm.raido.controlroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Compares tokens in a time that depends on nothing that is secret: both are hashed first, so that
 * not even their lengths show, and both comparisons are always made.
 */
final class Tokens {
  private final byte[] look;
  private final byte[] operate;
  private final boolean hasLook;
  private final boolean hasOperate;

  Tokens(Optional<String> look, Optional<String> operate) {
    this.hasLook = look.isPresent();
    this.hasOperate = operate.isPresent();
    this.look = hash(look.orElse(""));
    this.operate = hash(operate.orElse(""));
  }

  /** The role that a token gives; {@link Role#NONE} where it is none of ours. */
  Role role(String token) {
    byte[] given = hash(token);
    boolean isLook = MessageDigest.isEqual(given, look);
    boolean isOperate = MessageDigest.isEqual(given, operate);
    if (hasOperate && isOperate) {
      return Role.OPERATE;
    }
    return hasLook && isLook ? Role.LOOK : Role.NONE;
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
