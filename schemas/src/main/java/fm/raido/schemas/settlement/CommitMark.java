package fm.raido.schemas.settlement;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;

/**
 * What one commit says of one partition: all records below {@code offset} are settled, and of those
 * from there to {@code end} all but the open ones. It travels as the committed offset and its
 * metadata, {@code 1,records,duplicates,form}, where the form lists the open ones as run lengths
 * ({@code r}) or as a bitmap ({@code b}), whichever is shorter, in base64.
 *
 * @param offset the committed offset: the lowest open record, or {@code end} where none is open
 * @param end one past the highest settled record, at least {@code offset}
 * @param open offsets in {@code [offset, end)} that are not settled, relative to {@code offset}
 * @param records records settled since the partition began, duplicates included
 * @param duplicates those of them that were skipped as duplicates
 */
public record CommitMark(long offset, long end, BitSet open, long records, long duplicates) {
  /**
   * Commit metadata may have 4,096 characters (broker's {@code offset.metadata.max.bytes}); more is
   * fatal to the producer.
   */
  public static final int METADATA_MAX = 4_000;

  /**
   * Past this length the window fetches no more; the rest up to {@link #METADATA_MAX} is room for
   * one more poll.
   */
  public static final int METADATA_FULL = 3_500;

  /** Most records from the lowest open one to the highest settled one: a bitmap of 2 MiB. */
  public static final int SPAN_MAX = 1 << 24;

  public CommitMark {
    open = (BitSet) open.clone();
    if (end < offset || open.length() > end - offset) {
      throw new IllegalArgumentException(
          "offset " + offset + ", end " + end + ", open to " + open.length());
    }
  }

  /** Nothing was ever settled: the partition is read from {@code offset} on. */
  public static CommitMark begin(long offset) {
    return new CommitMark(offset, offset, new BitSet(), 0, 0);
  }

  @Override
  public BitSet open() {
    return (BitSet) open.clone();
  }

  /** Whether the record at that offset is settled. */
  public boolean isSettled(long at) {
    return at < offset || (at < end && !open.get((int) (at - offset)));
  }

  /** Whether a commit can say this much. */
  public boolean fits() {
    return end - offset <= SPAN_MAX && metadata().length() <= METADATA_MAX;
  }

  /** The metadata of the commit. */
  public String metadata() {
    byte[] runs = runs();
    byte[] bits = open.toByteArray();
    long span = end - offset;
    String form;
    if (span == 0) {
      form = "";
    } else if (runs.length <= bits.length + 4) {
      form = "r" + Base64.getEncoder().withoutPadding().encodeToString(runs);
    } else {
      form = "b" + span + ":" + Base64.getEncoder().withoutPadding().encodeToString(bits);
    }
    return "1," + records + "," + duplicates + "," + form;
  }

  /**
   * Reads a commit back. Metadata of a foreign hand (empty, or none of ours) means that all above
   * the offset is open.
   *
   * @param metadata the commit's metadata
   */
  public static CommitMark parse(long offset, String metadata) {
    String[] parts = metadata.split(",", -1);
    if (parts.length != 4 || !parts[0].equals("1")) {
      return begin(offset);
    }
    try {
      long records = Long.parseLong(parts[1]);
      long duplicates = Long.parseLong(parts[2]);
      String form = parts[3];
      if (form.isEmpty()) {
        return new CommitMark(offset, offset, new BitSet(), records, duplicates);
      }
      if (form.charAt(0) == 'r') {
        return ofRuns(offset, Base64.getDecoder().decode(form.substring(1)), records, duplicates);
      }
      int colon = form.indexOf(':');
      long span = Long.parseLong(form.substring(1, colon));
      if (span > SPAN_MAX) {
        return begin(offset);
      }
      BitSet open = BitSet.valueOf(Base64.getDecoder().decode(form.substring(colon + 1)));
      return new CommitMark(offset, offset + span, open, records, duplicates);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return begin(offset);
    }
  }

  /**
   * Lengths of runs, open and settled in turn, the first one open, each as a variable-length
   * number.
   */
  private byte[] runs() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int span = (int) (end - offset);
    int at = 0;
    boolean isOpen = true;
    while (at < span) {
      int next = isOpen ? open.nextClearBit(at) : open.nextSetBit(at);
      int to = next < 0 || next > span ? span : next;
      writeNumber(out, to - at);
      at = to;
      isOpen = !isOpen;
    }
    return out.toByteArray();
  }

  private static CommitMark ofRuns(long offset, byte[] runs, long records, long duplicates) {
    BitSet open = new BitSet();
    int at = 0;
    boolean isOpen = true;
    for (int length : readNumbers(runs)) {
      if (length < 0 || at + length > SPAN_MAX) {
        throw new IllegalArgumentException("a run that is too long");
      }
      if (isOpen) {
        open.set(at, at + length);
      }
      at += length;
      isOpen = !isOpen;
    }
    return new CommitMark(offset, offset + at, open, records, duplicates);
  }

  private static void writeNumber(ByteArrayOutputStream out, int number) {
    int rest = number;
    while (rest >= 0x80) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static List<Integer> readNumbers(byte[] bytes) {
    List<Integer> numbers = new ArrayList<>();
    int number = 0;
    int shift = 0;
    for (byte b : bytes) {
      number |= (b & 0x7F) << shift;
      shift += 7;
      if (b >= 0) {
        numbers.add(number);
        number = 0;
        shift = 0;
      }
    }
    if (shift != 0) {
      throw new IllegalArgumentException("cut in the middle of a number");
    }
    return numbers;
  }
}
