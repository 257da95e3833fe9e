package fm.raido.producer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fm.raido.producer.intake.IntakeTally.Reason;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final BodyReader reader = new BodyReader(2L << 20, Duration.ofSeconds(10), nanos::get);

  @Test
  void aBodyAtItsBoundIsReadAndOneByteMoreIsNot() throws Exception {
    assertThat(reader.announcements(body("{", BodyReader.ONE_MAX))).hasSize(BodyReader.ONE_MAX);
    assertThat(refusal(body("{", BodyReader.ONE_MAX + 1))).isEqualTo(Reason.TOO_LARGE);
    assertThat(reader.announcements(body(" \n[", BodyReader.BATCH_MAX)))
        .hasSize(BodyReader.BATCH_MAX);
    assertThat(refusal(body("[", BodyReader.BATCH_MAX + 1))).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void aBodyThatDripsIsGivenUpThoughEachByteIsInTime() {
    InputStream dripping =
        new InputStream() {
          @Override
          public int read() {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            return '{';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            into[offset] = (byte) read();
            return 1;
          }
        };
    assertThat(refusal(dripping)).isEqualTo(Reason.TOO_SLOW);
  }

  @Test
  void aSocketThatFallsSilentIsTooSlow() {
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws SocketTimeoutException {
            throw new SocketTimeoutException("read timed out");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws SocketTimeoutException {
            return read();
          }
        };
    assertThat(refusal(silent)).isEqualTo(Reason.TOO_SLOW);
  }

  @Test
  void allBodiesTogetherAreBoundedAndARefusedOneGivesItsShareBack() throws Exception {
    BodyReader small = new BodyReader(20_000, Duration.ofSeconds(10), nanos::get);
    BodyRefused refused =
        catchThrowableOfType(BodyRefused.class, () -> small.announcements(body("{", 30_000)));

    assertThat(refused.reason()).isEqualTo(Reason.BUSY);
    assertThat(small.announcements(body("{", 20_000))).hasSize(20_000);
    assertThat(small.announcements(body("{", 20_000))).hasSize(20_000);
  }

  private Reason refusal(InputStream body) {
    return catchThrowableOfType(BodyRefused.class, () -> reader.announcements(body)).reason();
  }

  private static InputStream body(String start, int bytes) {
    return new ByteArrayInputStream(
        (start + "x".repeat(bytes - start.length())).getBytes(US_ASCII));
  }
}
