package fm.raido.station;

import java.util.Map;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Writes a line of the log as JSON by the Elastic Common Schema: Spring Boot's own encoder, in a
 * process whose programs share one configuration of logback that Spring Boot does not make.
 */
public final class EcsEncoder extends StructuredLogEncoder {
  /** The system property that names the program. */
  static final String PROGRAM = "raido.log.program";

  @Override
  public void start() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "raido-log",
                Map.of(
                    "logging.structured.ecs.service.name",
                    System.getProperty(PROGRAM, "raido"),
                    "spring.application.pid",
                    Long.toString(ProcessHandle.current().pid()))));
    // Where Spring Boot itself would have put it.
    getContext().putObject(Environment.class.getName(), environment);
    setFormat("ecs");
    super.start();
  }
}
