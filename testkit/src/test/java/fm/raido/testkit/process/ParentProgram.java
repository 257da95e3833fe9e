package fm.raido.testkit.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Has a suspended child of its own, prints its id, and waits for its end. */
final class ParentProgram {
  private ParentProgram() {}

  public static void main(String[] args) throws IOException {
    ChildJvm child =
        ChildJvm.of("grandchild", PatientProgram.class.getName())
            .directory(Path.of(args[0]))
            .options(List.of("-XX:+UseSerialGC"))
            .start();
    child.suspend();
    System.out.println("grandchild " + child.pid() + ".");
    System.out.flush();
    PatientProgram.main(args);
  }
}
