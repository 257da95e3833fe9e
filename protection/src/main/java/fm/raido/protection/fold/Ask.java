package fm.raido.protection.fold;

import fm.raido.schemas.announcement.PassKey;

/** What a worker may ask the log for. */
public sealed interface Ask {
  String callId();

  String worker();

  /** A call for a request. */
  record Call(String callId, PassKey request, String worker) implements Ask {}

  /**
   * A fixed, short text, to see whether the host speaks.
   *
   * @param own whether the worker tests its own road to the host while others speak
   */
  record Probe(String callId, String worker, boolean own) implements Ask {}
}
