package fm.raido.protection.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.announcement.PassKey;
import org.junit.jupiter.api.Test;

class AheadRoomTest {
  private final AheadRoom room = new AheadRoom(3);

  private static PassKey key(int number) {
    return new PassKey("r" + number, 1);
  }

  @Test
  void isTakenByWhatWasMovedAndFreedByWhatIsSettled() {
    room.moved(0, key(1), 10);
    room.moved(0, key(2), 11);
    assertThat(room.room(0)).isEqualTo(1);
    assertThat(room.room(1)).isEqualTo(3);
    room.moved(0, key(3), 12);
    assertThat(room.room(0)).isZero();
    room.settled(0, key(2), 11);
    assertThat(room.room(0)).isEqualTo(1);
  }

  @Test
  void theSameRequestIsCountedOnce() {
    room.moved(0, key(1), 10);
    room.moved(0, key(1), 10);
    assertThat(room.unsettled(0)).isEqualTo(1);
  }

  @Test
  void anOutcomeThatIsSeenFirstCounts() {
    room.settled(0, key(1), 10);
    room.moved(0, key(1), 10);
    assertThat(room.unsettled(0)).isZero();
  }

  @Test
  void anOutcomeOfWhatOthersReplayedIsForgottenWithTheWorkersCommit() {
    for (int i = 0; i < 1_000; i++) {
      room.settled(0, key(i), i);
    }
    assertThat(room.seenEarly(0)).isEqualTo(1_000);
    room.settledBelow(0, 990);
    assertThat(room.seenEarly(0)).isEqualTo(10);
    room.moved(0, key(995), 995);
    assertThat(room.unsettled(0)).as("its outcome is still known").isZero();
    room.moved(0, key(3), 3);
    room.settledBelow(0, 991);
    assertThat(room.unsettled(0)).as("the next commit settles it").isZero();
  }

  @Test
  void outcomesOfOthersFreeNothing() {
    room.moved(0, key(1), 10);
    room.settled(0, new PassKey("r1", 0), 10);
    room.settled(1, key(1), 10);
    assertThat(room.unsettled(0)).isEqualTo(1);
  }

  @Test
  void aDuplicateWithoutAnOutcomeIsSettledByTheWorkersCommit() {
    room.moved(0, key(1), 10);
    room.moved(0, key(2), 11);
    room.settledBelow(0, 11);
    assertThat(room.unsettled(0)).isEqualTo(1);
    room.settledBelow(0, 12);
    assertThat(room.unsettled(0)).isZero();
  }

  @Test
  void zeroIsNoLimitAndCountsNothing() {
    AheadRoom unlimited = new AheadRoom(0);
    unlimited.moved(0, key(1), 10);
    assertThat(unlimited.room(0)).isEqualTo(Integer.MAX_VALUE);
    assertThat(unlimited.isLimited()).isFalse();
  }

  @Test
  void thereIsNoLimitUnderZero() {
    assertThatThrownBy(() -> new AheadRoom(-1)).hasMessageContaining("must be at least 0");
  }
}
