package fm.raido.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class LevelsTest {
  @ParameterizedTest
  @CsvSource({
    "fm.raido.agent.HealthLog,                INFO",
    "com.example.Anything,                    WARN",
    "fm.raidotics.Other,                      WARN",
    "org.apache.kafka.clients.Metadata,       ERROR",
  })
  void theLongestNameThatIsALoggersDecides(String logger, Level least) {
    assertThat(Levels.ofSimpleLogger().of(logger)).isEqualTo(least.toInt());
  }

  @org.junit.jupiter.api.Test
  void offIsMoreThanAnyLine() {
    assertThat(Levels.ofSimpleLogger().of("org.apache.kafka.clients.NetworkClient"))
        .isEqualTo(Levels.NONE);
  }
}
