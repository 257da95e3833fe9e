package fm.raido.testkit.process;

import java.io.IOException;
import java.io.OutputStream;

/** Says what it was given and waits for the end of its standard input. */
final class PatientProgram {
  private PatientProgram() {}

  public static void main(String[] args) throws IOException {
    System.out.println(
        "%s %s %s"
            .formatted(
                String.join(",", args), System.getProperty("told"), System.getenv("TOLD_TOO")));
    System.out.flush();
    System.in.transferTo(OutputStream.nullOutputStream());
  }
}
