package fm.raido.protection.fold;

import fm.raido.schemas.protection.ProtectionRecord;

/** What one record did to the fold. */
public sealed interface Applied {

  /** It was an ask, and this is the answer. */
  record Answered(Ask ask, Verdict verdict) implements Applied {}

  /** It changed the state, or confirmed it. */
  record Noted(ProtectionRecord record) implements Applied {}

  /** It means nothing: late, repeated, undecodable, or not of this service. */
  record Skipped(String why) implements Applied {}
}
