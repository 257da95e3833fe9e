package fm.raido.schemas.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitMarkTest {

  @Test
  void comesBackFromItsMetadataAsItWent() {
    for (long seed = 0; seed < 2_000; seed++) {
      CommitMark mark = random(new SplittableRandom(seed));
      assertThat(CommitMark.parse(mark.offset(), mark.metadata()))
          .as("seed %d", seed)
          .isEqualTo(mark);
    }
  }

  private static CommitMark random(SplittableRandom random) {
    long offset = random.nextLong(1L << 40);
    int span = random.nextInt(random.nextBoolean() ? 20 : 20_000);
    BitSet open = new BitSet();
    int percent = random.nextInt(101);
    boolean isOpen = span > 0;
    for (int i = 0; i < span; i++) {
      open.set(i, isOpen);
      isOpen =
          percent > 50 ? random.nextInt(100) < percent : isOpen ^ (random.nextInt(100) < percent);
    }
    return new CommitMark(
        offset, offset + span, open, random.nextLong(1L << 40), random.nextInt(1_000));
  }

  @Test
  void holdsAWholeWindowInTheWorstPattern() {
    BitSet everySecond = new BitSet();
    for (int i = 0; i < 16_000; i += 2) {
      everySecond.set(i);
    }
    CommitMark mark = new CommitMark(5, 16_005, everySecond, 1L << 50, 1L << 50);
    assertThat(mark.metadata().length()).isLessThanOrEqualTo(CommitMark.METADATA_FULL);
    assertThat(mark.fits()).isTrue();
  }

  @Test
  void saysThatTooMuchDoesNotFit() {
    BitSet scattered = new BitSet();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 8_000; i++) {
      scattered.set(random.nextInt(400_000));
    }
    assertThat(new CommitMark(0, 400_000, scattered, 1, 0).fits()).isFalse();
    assertThat(new CommitMark(0, CommitMark.SPAN_MAX + 1L, bit(0), 1, 0).fits()).isFalse();
  }

  private static BitSet bit(int at) {
    BitSet bits = new BitSet();
    bits.set(at);
    return bits;
  }

  @Test
  void readsTheLongestSpanThatFits() {
    CommitMark mark = new CommitMark(7, 7L + CommitMark.SPAN_MAX, bit(0), 3, 1);
    assertThat(mark.fits()).isTrue();
    assertThat(CommitMark.parse(7, mark.metadata())).isEqualTo(mark);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1,2",
        "2,1,1,",
        "1,a,1,",
        "1,1,1,r####",
        "1,1,1,b",
        "1,1,1,b5",
        "1,1,1,b-5:AA",
        "1,1,1,b99999999999:AA",
        "1,1,1,b1://///w",
        "1,1,1,r//////////8",
        "1,1,1,rgA",
        "1,1,1,zAA"
      })
  void takesForeignMetadataForNothingSettledAbove(String metadata) {
    CommitMark mark = CommitMark.parse(40, metadata);
    assertThat(mark.offset()).isEqualTo(40);
    assertThat(mark.isSettled(39)).isTrue();
    assertThat(mark.isSettled(40)).isFalse();
    assertThat(mark.isSettled(41)).isFalse();
  }
}
