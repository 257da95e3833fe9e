package fm.raido.controlroom.access;

/** What a caller may do; each includes those before it. */
public enum Role {
  NONE,
  LOOK,
  OPERATE;

  /** Whether it is enough for what needs that one. */
  public boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }
}
