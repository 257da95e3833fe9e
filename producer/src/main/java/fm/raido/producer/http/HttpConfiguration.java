package fm.raido.producer.http;

import fm.raido.producer.start.ProducerSettings;
import fm.raido.producer.start.StartRefused;
import fm.raido.traces.Traces;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The HTTP door's parts. */
@Configuration(proxyBeanMethods = false)
@Import({
  AnnouncementsController.class,
  LookupController.class,
  ProblemAdvice.class,
  ProblemErrorController.class
})
public class HttpConfiguration {

  @Bean
  JsonBody jsonBody() {
    return new JsonBody(BodyReader.standard());
  }

  @Bean
  IntakeLimit intakeLimit(ProducerSettings settings) {
    return new IntakeLimit(settings.perSecond());
  }

  @Bean
  MeterBinder intakeLimitMeters(IntakeLimit limit) {
    return TaggedRateLimiterMetrics.ofRateLimiterRegistry(limit.registry());
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> port(ProducerSettings settings) {
    return factory -> {
      factory.setPort(settings.port());
      factory.setAddress(address(settings.bindAddress()));
      factory.addContextCustomizers(
          context -> context.getParent().getPipeline().addValve(new ProblemErrorValve()));
    };
  }

  @Bean
  FilterRegistrationBean<IntakeSpanFilter> intakeSpans(Traces traces, Clock clock) {
    FilterRegistrationBean<IntakeSpanFilter> filter =
        new FilterRegistrationBean<>(new IntakeSpanFilter(traces, clock));
    filter.setUrlPatterns(IntakeSpanFilter.PATHS);
    filter.setEnabled(traces.isOn());
    return filter;
  }

  private static InetAddress address(String name) {
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      throw new StartRefused(
          "BIND_ADDRESS is \"" + name + "\": must be an address of this machine");
    }
  }
}
