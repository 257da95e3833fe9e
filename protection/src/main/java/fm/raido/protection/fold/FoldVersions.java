package fm.raido.protection.fold;

import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;

/** The versions of the fold's rules that this program knows. */
public final class FoldVersions {
  /** The rules in this package. There is no predecessor yet. */
  public static final int CURRENT = SettingsSet.FOLD_VERSION;

  private FoldVersions() {}

  /** Whether this program can follow a log in which that version is in force. */
  public static boolean isKnown(int foldVersion) {
    return foldVersion == CURRENT;
  }
}
