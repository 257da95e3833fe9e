package fm.raido.controlroom;

import fm.raido.controlroom.access.AccessGuard;
import fm.raido.controlroom.access.AccessSettings;
import fm.raido.controlroom.audio.AudioFiles;
import fm.raido.controlroom.feed.RoomFeed;
import fm.raido.controlroom.http.HttpConfiguration;
import fm.raido.controlroom.letters.ReadingTurn;
import fm.raido.controlroom.log.ProtectionLog;
import fm.raido.controlroom.log.ProtectionLogWriter;
import fm.raido.controlroom.metrics.MetricsConfiguration;
import fm.raido.controlroom.replay.ReplayEngine;
import fm.raido.controlroom.runs.Runs;
import fm.raido.controlroom.voice.VoiceTests;
import fm.raido.controlroom.watch.ClientMeters;
import fm.raido.controlroom.watch.RoomModel;
import fm.raido.controlroom.watch.RoomWatch;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.traces.Traces;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * How the control room is put together. What Spring Boot adds is named one by one: in a station
 * other programs' libraries lie on the same class path, and the control room must not start them
 * too.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  HttpEncodingAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  ErrorMvcAutoConfiguration.class
})
@Import({HttpConfiguration.class, MetricsConfiguration.class})
class ControlRoomConfiguration {

  @Bean
  Settings settings(Environment environment) {
    return new Settings(environment::getProperty);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  AccessSettings accessSettings(Settings settings) {
    return AccessSettings.of(settings);
  }

  @Bean
  AccessGuard accessGuard(AccessSettings settings, Clock clock) {
    return new AccessGuard(settings, clock);
  }

  @Bean
  RoomModel roomModel(Settings settings, Clock clock) {
    return new RoomModel(
        settings.get(RaidoSettings.AIR_LEAD),
        settings.get(RaidoSettings.DJ_FALLBACK) == RaidoSettings.Fallback.TEMPLATES,
        ZoneId.systemDefault(),
        clock);
  }

  @Bean(initMethod = "start")
  RoomWatch roomWatch(RoomModel model, Settings settings, Clock clock, ClientMeters meters) {
    return new RoomWatch(model, KafkaConnection.of(settings), clock, meters);
  }

  @Bean(initMethod = "start")
  RoomFeed roomFeed(RoomModel model) {
    return new RoomFeed(model);
  }

  @Bean
  ProtectionLog protectionLog(Settings settings, Clock clock) {
    KafkaConnection kafka = KafkaConnection.of(settings);
    return record -> ProtectionLogWriter.append(kafka, record, clock.instant());
  }

  @Bean
  VoiceTests voiceTests(RoomModel model, Settings settings) {
    return new VoiceTests(model, KafkaConnection.of(settings));
  }

  @Bean
  ReadingTurn readingTurn() {
    return new ReadingTurn();
  }

  @Bean
  Traces traces(Settings settings) {
    return Traces.of(settings, "raido-control-room");
  }

  @Bean
  ReplayEngine replayEngine(Settings settings, Clock clock, ReadingTurn turn, Traces traces) {
    return ReplayEngine.shared(KafkaConnection.of(settings), clock, turn, traces);
  }

  @Bean
  Runs runs(ReplayEngine engine, Clock clock) {
    return new Runs(engine, clock);
  }

  @Bean
  AudioFiles audioFiles(Settings settings) {
    return new AudioFiles(settings.get(RaidoSettings.TTS_CACHE_DIR));
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> port(
      Settings settings, AccessSettings access) {
    return factory -> {
      factory.setPort(settings.get(RaidoSettings.CONTROL_ROOM_PORT));
      factory.setAddress(access.address());
    };
  }
}
