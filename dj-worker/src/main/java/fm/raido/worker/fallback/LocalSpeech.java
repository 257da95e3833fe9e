package fm.raido.worker.fallback;

/** What became of words that the local voice was asked to say. */
public sealed interface LocalSpeech {
  /**
   * They were said.
   *
   * @param wav a whole file: 16 kHz, mono, 16 bit, at the store's loudness
   */
  // An array in a record: it is handed on once and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Said(byte[] wav) implements LocalSpeech {}

  /** Nothing in the text can be pronounced. */
  record NothingToSay() implements LocalSpeech {}

  /** It did not work out; why, in words. */
  record NotSaid(String why) implements LocalSpeech {}
}
