package fm.raido.controlroom.status;

import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.watch.RoomModel;
import fm.raido.schemas.wire.Json;
import java.io.PrintWriter;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows the picture again and again, until it is interrupted or nobody reads any more. */
final class StatusWatch {
  private static final long SECOND_MILLIS = 1_000;

  /** Changes that come closer are shown together. */
  private static final long APART_MILLIS = 100;

  private static final String ALTERNATE_SCREEN = "\u001b[?1049h\u001b[?25l";
  private static final String NORMAL_SCREEN = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";

  private final RoomModel model;
  private final PrintWriter out;
  private final boolean draw;
  private final Semaphore changes = new Semaphore(1);

  /**
   * @param draw whether to draw on a terminal's second screen; else a line of JSON for each change
   */
  StatusWatch(RoomModel model, PrintWriter out, boolean draw) {
    this.model = model;
    this.out = out;
    this.draw = draw;
  }

  int run() throws InterruptedException {
    model.onChange(() -> {
      if (changes.availablePermits() == 0) {
        changes.release();
      }
    });
    if (!draw) {
      lines();
      return PlainErrors.OK;
    }
    // Ctrl-C ends the JVM: the terminal must be as it was.
    Thread restore = new Thread(() -> write(NORMAL_SCREEN), "raido-status-restore");
    Runtime.getRuntime().addShutdownHook(restore);
    write(ALTERNATE_SCREEN);
    while (!out.checkError()) {
      draw(model.room());
      await(SECOND_MILLIS);
    }
    return PlainErrors.OK;
  }

  private void lines() throws InterruptedException {
    @Nullable Room last = null;
    while (!out.checkError()) {
      Room room = model.room();
      if (last == null || !room.showsTheSameAs(last)) {
        out.println(Json.MAPPER.writeValueAsString(room));
        out.flush();
        last = room;
      }
      await(SECOND_MILLIS);
    }
  }

  private void draw(Room room) {
    StringBuilder screen = new StringBuilder(HOME);
    for (String line : RoomText.lines(room)) {
      screen.append(line).append(REST_OF_LINE).append(System.lineSeparator());
    }
    write(screen.append(REST_OF_SCREEN).toString());
  }

  private void await(long millis) throws InterruptedException {
    if (changes.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      TimeUnit.MILLISECONDS.sleep(APART_MILLIS);
    }
  }

  private void write(String text) {
    out.print(text);
    out.flush();
  }
}
