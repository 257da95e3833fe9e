package fm.raido.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fm.raido.testkit.rights.Right;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AclScriptTest {
  private static final String BROKERS = "--bootstrap-server broker:9093";

  @BeforeAll
  static void bash() {
    assumeTrue(Command.isThere("bash"), "bash is not there: the script is not tried");
  }

  @Test
  void itsCommandsGiveTheRightsOfTheTable() throws IOException, InterruptedException {
    Command.Done done = run(BROKERS + " --command-config admin.properties");
    assertThat(done.exitCode()).isZero();
    assertThat(done.out().lines().map(line -> right(line, "User:")))
        .containsExactlyElementsOf(Right.table(RightsTest.FILE));
    assertThat(done.out().lines())
        .allMatch(line ->
            line.startsWith(
                "kafka-acls.sh " + BROKERS + " --command-config admin.properties --add "));
  }

  @Test
  void onePrincipalsAloneUnderTheNameOfItsCertificate() throws IOException, InterruptedException {
    Command.Done done = run(BROKERS + " --only raido-agent --as User:CN=%s --remove");
    assertThat(done.out().lines().map(line -> right(line, "User:CN=")))
        .containsExactlyElementsOf(
            Right.table(RightsTest.FILE).stream()
                .filter(right -> right.principal().equals("raido-agent"))
                .toList());
    assertThat(done.out().lines())
        .allMatch(line -> line.contains(" --remove ") && line.endsWith(" --force"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', say which brokers",
    "--bootstrap-server, --bootstrap-server needs a value",
    "--bootstrap-server b:1 --only nobody, '--only is \"nobody\"'",
    "--bootstrap-server b:1 --as User, '--as is \"User\"'",
    "--bootstrap-server b:1 --aply, unknown option --aply",
  })
  void wrongUsageIsNamed(String arguments, String told) throws IOException, InterruptedException {
    Command.Done done = run(arguments);
    assertThat(done.exitCode()).isEqualTo(2);
    assertThat(done.err()).contains(told);
    assertThat(done.out()).isEmpty();
  }

  @Test
  void aToolThatFailsIsTold() throws IOException, InterruptedException {
    Command.Done done =
        Command.run(
            List.of(
                "env",
                "KAFKA_ACLS=false",
                "bash",
                "acls/acls.sh",
                "--bootstrap-server",
                "b:1",
                "--apply"));
    assertThat(done.exitCode()).isEqualTo(1);
  }

  private static Command.Done run(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "acls/acls.sh"));
    if (!arguments.isEmpty()) {
      command.addAll(List.of(arguments.split(" ")));
    }
    return Command.run(command);
  }

  /** What Kafka's tool would read. */
  private static Right right(String line, String user) {
    String principal = "";
    String resource = "";
    String name = "";
    String pattern = "literal";
    Set<String> operations = new TreeSet<>();
    for (Iterator<String> words = List.of(line.split(" ")).iterator(); words.hasNext(); ) {
      switch (words.next()) {
        case "--allow-principal" -> principal = words.next().replace(user, "");
        case "--operation" -> operations.add(words.next());
        case "--resource-pattern-type" -> pattern = words.next();
        case "--cluster" -> {
          resource = "cluster";
          name = "kafka-cluster";
        }
        case "--topic" -> {
          resource = "topic";
          name = words.next();
        }
        case "--group" -> {
          resource = "group";
          name = words.next();
        }
        case "--transactional-id" -> {
          resource = "transactional-id";
          name = words.next();
        }
        default -> {
          // The tool, the connection, what is done.
        }
      }
    }
    return new Right(principal, resource, pattern, name, operations);
  }
}
