package fm.raido.worker.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.testkit.FakeAudio;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WavTest {
  @Test
  void knowsLengthAndFormat() throws UnreadableSound {
    assertThat(Wav.read(FakeAudio.wav(1.5))).isEqualTo(new Wav(1, 1, 8_000, 16, 44, 24_000));
    assertThat(Wav.read(FakeAudio.wav(1.5)).plays()).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void takesTheLengthFromTheBytesWhereTheHeaderDoesNotKnowIt() throws UnreadableSound {
    assertThat(Wav.read(FakeAudio.streamedWav(2)).plays()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0x7FFF_FFFF, 0x7FFF_FF00, 0})
  void knowsEverySizeThatMeansUnknown(int size) throws UnreadableSound {
    byte[] wav = FakeAudio.wav(1);
    little(wav).putInt(4, size).putInt(40, size);

    assertThat(Wav.read(wav).plays()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void repairsTheSizesAndDropsOtherChunks() throws UnreadableSound {
    byte[] streamed = FakeAudio.streamedWav(1);
    byte[] withList = new byte[streamed.length + 12];
    System.arraycopy(streamed, 0, withList, 0, 36);
    little(withList).position(36).put("LIST".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    little(withList).putInt(40, 3); // odd: a byte of padding follows
    System.arraycopy(streamed, 36, withList, 48, streamed.length - 36);

    byte[] repaired = Wav.read(withList).repaired(withList);

    assertThat(repaired).isEqualTo(FakeAudio.wav(1));
  }

  @Test
  void readsTheFormatBehindAnExtensibleHeader() throws UnreadableSound {
    byte[] plain = FakeAudio.wav(1);
    byte[] extensible = new byte[plain.length + 24];
    System.arraycopy(plain, 0, extensible, 0, 36);
    System.arraycopy(plain, 36, extensible, 60, plain.length - 36);
    little(extensible).putInt(16, 40).putShort(20, (short) 0xFFFE).putShort(44, (short) 1);

    assertThat(Wav.read(extensible).isPcm16()).isTrue();
  }

  @Test
  void saysWhenTheSamplesAreCut() {
    byte[] cut = Arrays.copyOf(FakeAudio.wav(1), 8_000);

    assertThatThrownBy(() -> Wav.read(cut))
        .isInstanceOf(UnreadableSound.class)
        .hasMessage("the wav header says 16000 bytes of samples, 7956 are there");
  }

  @Test
  void leavesOutHalfAFrameAtTheEnd() throws UnreadableSound {
    byte[] wav = FakeAudio.streamedWav(1);

    assertThat(Wav.read(Arrays.copyOf(wav, wav.length - 1)).dataLength()).isEqualTo(15_998);
  }

  @Test
  void writesWhatItReads() throws UnreadableSound {
    float[] samples = {0, 0.5f, -0.5f, 1, -1, 0.25f};
    byte[] stereo = Wav.write(48_000, 2, samples);
    Wav wav = Wav.read(stereo);

    assertThat(wav).isEqualTo(new Wav(1, 2, 48_000, 16, 44, 12));
    assertThat(wav.samples(stereo)).containsExactly(0, 0.5f, -0.5f, 32_767 / 32_768f, -1, 0.25f);
  }

  @Test
  void answersRubbishWithTheOneException() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] rubbish = Arrays.copyOf(FakeAudio.wav(0.01), random.nextInt(200));
      for (int k = 0; k < 4 && rubbish.length > 0; k++) {
        rubbish[random.nextInt(Math.min(60, rubbish.length))] = (byte) random.nextInt();
      }
      try {
        Wav wav = Wav.read(rubbish);
        assertThat(wav.dataOffset() + wav.dataLength()).isBetween(0L, (long) rubbish.length);
        Levelling.levelled(rubbish);
      } catch (UnreadableSound e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
