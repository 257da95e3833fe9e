package fm.raido.worker.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.testkit.FakeAudio;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Mp3Test {
  @Test
  void playsSixteenThousandBytesASecondAtKokorosBitRate() throws UnreadableSound {
    byte[] mp3 = FakeAudio.mp3(2.4);

    assertThat(Mp3.read(mp3)).isEqualTo(new Mp3(100, Duration.ofMillis(2_400)));
    assertThat(mp3).hasSize((int) (2.4 * 16_000));
  }

  @ParameterizedTest(name = "{0}: {1} bytes are {2} us")
  @CsvSource({
    // MPEG 1, 44.1 kHz, 128 kbit/s, without and with padding; 320 kbit/s at 48 kHz
    "FFFB9000, 417, 26122",
    "FFFB9200, 418, 26122",
    "FFFBE400, 960, 24000",
    // MPEG 2, 22.05 kHz, 64 kbit/s; MPEG 2.5, 8 kHz, 8 kbit/s
    "FFF38000, 208, 26122",
    "FFE31800, 72, 72000",
  })
  void readsTheBitRateFromEachFrame(String header, int bytes, long micros) throws UnreadableSound {
    byte[] file = new byte[bytes * 10];
    for (int i = 0; i < 10; i++) {
      ByteBuffer.wrap(file).putInt(i * bytes, Integer.parseUnsignedInt(header, 16));
    }

    Mp3 mp3 = Mp3.read(file);

    assertThat(mp3.frames()).isEqualTo(10);
    assertThat(mp3.plays().toNanos() / 10_000).isEqualTo(micros);
  }

  @Test
  void skipsTagsInFrontAndBehind() throws UnreadableSound {
    byte[] frames = FakeAudio.mp3(0.24);
    byte[] tagged = new byte[10 + 300 + frames.length + 128];
    ByteBuffer out = ByteBuffer.wrap(tagged);
    out.put("ID3".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {4, 0, 0, 0, 0, 2, 44});
    out.position(310).put(frames).put("TAG".getBytes(StandardCharsets.US_ASCII));

    assertThat(Mp3.read(tagged)).isEqualTo(new Mp3(10, Duration.ofMillis(240)));
  }

  @Test
  void doesNotCountACutFrame() throws UnreadableSound {
    byte[] mp3 = FakeAudio.mp3(0.24);

    assertThat(Mp3.read(Arrays.copyOf(mp3, mp3.length - 1)).frames()).isEqualTo(9);
  }

  @Test
  void refusesWhatHasNoFrame() {
    assertThatThrownBy(() -> Mp3.read("{\"detail\":1}".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(UnreadableSound.class)
        .hasMessage("it holds no mp3 frame");
  }

  @Test
  void answersRubbishWithTheOneException() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] rubbish = new byte[random.nextInt(64)];
      random.nextBytes(rubbish);
      if (rubbish.length > 10 && random.nextBoolean()) {
        ByteBuffer.wrap(rubbish).put("ID3".getBytes(StandardCharsets.US_ASCII));
      }
      try {
        assertThat(Mp3.read(rubbish).frames()).isPositive();
      } catch (UnreadableSound e) {
        assertThat(e).hasMessage("it holds no mp3 frame");
      }
    }
  }
}
