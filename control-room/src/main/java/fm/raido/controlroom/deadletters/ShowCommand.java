package fm.raido.controlroom.deadletters;

import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.controlroom.letters.LetterView;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code raido dead-letters show}. */
@Command(
    name = "show",
    description = "Shows all of a dead letter.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  // picocli sets it before it calls anything.
  @SuppressWarnings("NullAway.Init")
  @ParentCommand
  private DeadLettersCommand parent;

  @Mixin private KafkaOption kafka = new KafkaOption();

  @Parameters(paramLabel = "ID", description = "The request's id, or the letter's name, id/pass.")
  private String id = "";

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Another topic of dead letters, written by spring-kafka or Kafka Connect.")
  private String topic = TopicCatalogue.DEAD_LETTERS;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() {
    return PlainErrors.run(
        spec,
        () -> {
          List<Letter> letters =
              LetterTable.outstanding(parent.connection(kafka), topic, LetterFilter.byId(id));
          if (letters.isEmpty()) {
            spec.commandLine().getErr().println("there is no dead letter " + id + " in " + topic);
            spec.commandLine().getErr().flush();
            return PlainErrors.FAILED;
          }
          PrintWriter out = spec.commandLine().getOut();
          String gap = "";
          for (Letter letter : letters) {
            if (json) {
              out.println(Json.MAPPER.writeValueAsString(LetterView.of(letter)));
            } else {
              out.print(gap);
              LetterLines.all(letter).forEach(out::println);
              gap = System.lineSeparator();
            }
          }
          out.flush();
          return PlainErrors.OK;
        });
  }
}
