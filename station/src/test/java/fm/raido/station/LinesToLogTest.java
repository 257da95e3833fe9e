package fm.raido.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesToLogTest {
  @Test
  void eachLineIsOneAndNoneIsLost() {
    List<String> log = new ArrayList<>();
    try (PrintWriter out = new PrintWriter(new LinesToLog(log::add), true)) {
      out.print("worker: ");
      out.flush();
      assertThat(log).isEmpty();
      out.println("starting");
      out.print("one\r\n\n  \ntwo\nthree");
    }
    assertThat(log).containsExactly("worker: starting", "one", "two", "three");
  }
}
