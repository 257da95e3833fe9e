package fm.raido.controlroom.http;

import fm.raido.controlroom.access.AccessFilter;
import fm.raido.controlroom.access.AccessGuard;
import fm.raido.controlroom.access.Login;
import fm.raido.controlroom.access.RoleInterceptor;
import fm.raido.schemas.wire.Json;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP side's parts. */
@Configuration(proxyBeanMethods = false)
@Import({
  RoomController.class,
  ProtectionController.class,
  VoiceController.class,
  AudioController.class,
  AccessController.class,
  LettersController.class,
  ReplaysController.class,
  DocumentController.class,
  MetricsController.class,
  ProblemAdvice.class,
  ProblemErrorController.class
})
public class HttpConfiguration implements WebMvcConfigurer {

  /** The wire's mapper: the same JSON as in the topics and of the commands. */
  @Bean
  JsonMapper jsonMapper() {
    return Json.MAPPER
        .rebuild()
        .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
        .build();
  }

  @Bean
  Login login(AccessGuard guard) {
    return new Login(guard);
  }

  @Bean
  FilterRegistrationBean<AccessFilter> accessFilter(AccessGuard guard) {
    FilterRegistrationBean<AccessFilter> registration =
        new FilterRegistrationBean<>(new AccessFilter(guard));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problems() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ProblemErrorValve()));
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new RoleInterceptor());
  }
}
