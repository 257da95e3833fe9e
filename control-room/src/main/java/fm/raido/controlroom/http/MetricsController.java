package fm.raido.controlroom.http;

import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Prometheus' page, under the path that the other programs have it. It is no endpoint of Spring's
 * actuator: those have a door of their own, which knows nothing of roles.
 */
@RestController
public class MetricsController {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Needs(Role.LOOK)
  @GetMapping("/actuator/prometheus")
  void metrics(HttpServletResponse response) throws IOException {
    response.setContentType(TEXT);
    registry.scrape(response.getOutputStream(), TEXT);
  }
}
