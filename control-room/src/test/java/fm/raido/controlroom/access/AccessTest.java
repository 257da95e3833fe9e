package fm.raido.controlroom.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.controlroom.StartRefused;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

class AccessTest {
  private static final String LOOK = "look-token-of-16-or-more";
  private static final String OPERATE = "operate-token-of-16-or-more";
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  @TempDir Path dir;

  @Test
  void loopbackNeedsNothing() {
    assertThat(settings(Map.of()).needsToken()).isFalse();
    assertThat(settings(Map.of("CONTROL_ROOM_BIND_ADDRESS", "::1")).needsToken()).isFalse();
  }

  @Test
  void anyOtherAddressNeedsAToken() {
    assertThatThrownBy(() -> settings(Map.of("CONTROL_ROOM_BIND_ADDRESS", "0.0.0.0")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("CONTROL_ROOM_BIND_ADDRESS is \"0.0.0.0\"")
        .hasMessageContaining("CONTROL_ROOM_OPERATE_TOKEN");
    assertThat(
            settings(
                    Map.of("CONTROL_ROOM_BIND_ADDRESS", "0.0.0.0", "CONTROL_ROOM_LOOK_TOKEN", LOOK))
                .needsToken())
        .isTrue();
  }

  @Test
  void aTokenMayLieInAFile() throws IOException {
    Path file = Files.writeString(dir.resolve("token"), OPERATE + "\n");
    assertThat(settings(Map.of("CONTROL_ROOM_OPERATE_TOKEN", "file:" + file)).operate())
        .contains(OPERATE);
    assertThatThrownBy(
            () -> settings(Map.of("CONTROL_ROOM_OPERATE_TOKEN", "file:" + dir.resolve("none"))))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("cannot be read");
    Files.writeString(file, "short");
    assertThatThrownBy(() -> settings(Map.of("CONTROL_ROOM_OPERATE_TOKEN", "file:" + file)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("16 to 200 visible")
        .message()
        .doesNotContain("short");
  }

  @Test
  void aWrongTokenIsNotShown() {
    assertThatThrownBy(() -> settings(Map.of("CONTROL_ROOM_LOOK_TOKEN", "hush")))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("(secret)")
        .message()
        .doesNotContain("hush");
    assertThat(settings(Map.of("CONTROL_ROOM_LOOK_TOKEN", LOOK)).toString()).doesNotContain(LOOK);
  }

  @Test
  void oneTokenForBothRolesIsRefused() {
    assertThatThrownBy(() ->
            settings(Map.of("CONTROL_ROOM_LOOK_TOKEN", LOOK, "CONTROL_ROOM_OPERATE_TOKEN", LOOK)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("the same");
  }

  @Test
  void aTokenGivesItsRoleAndNothingElseDoes() {
    Tokens tokens = new Tokens(Optional.of(LOOK), Optional.of(OPERATE));
    assertThat(tokens.role(LOOK)).isEqualTo(Role.LOOK);
    assertThat(tokens.role(OPERATE)).isEqualTo(Role.OPERATE);
    assertThat(tokens.role(LOOK + " ")).isEqualTo(Role.NONE);
    assertThat(tokens.role("")).isEqualTo(Role.NONE);
    assertThat(new Tokens(Optional.empty(), Optional.of(OPERATE)).role("")).isEqualTo(Role.NONE);
    assertThat(new Tokens(Optional.of(LOOK), Optional.empty()).role("")).isEqualTo(Role.NONE);
  }

  @Test
  void whoGuessesMustWaitAndOthersNeedNot() {
    FailureLimit limit = new FailureLimit();
    for (int i = 0; i < FailureLimit.FREE; i++) {
      assertThat(limit.pause("a", NOW)).isZero();
      limit.failed("a", NOW.plusSeconds(i));
    }
    assertThat(limit.pause("a", NOW.plusSeconds(4))).isEqualTo(FailureLimit.PAUSE);
    assertThat(limit.pause("b", NOW.plusSeconds(4))).isZero();
    assertThat(limit.pause("a", NOW.plusSeconds(64))).isZero();
    limit.failed("a", NOW.plusSeconds(64));
    assertThat(limit.pause("a", NOW.plusSeconds(64))).as("counted anew").isZero();
  }

  @Test
  void wrongTokensNeverKeepARightOneOut() {
    AccessGuard guard =
        new AccessGuard(
            settings(
                Map.of("CONTROL_ROOM_LOOK_TOKEN", LOOK, "CONTROL_ROOM_OPERATE_TOKEN", OPERATE)),
            Clock.fixed(NOW, ZoneOffset.UTC));
    for (int i = 0; i < FailureLimit.FREE; i++) {
      assertThat(guard.token("a-guess-" + i, "proxy")).isInstanceOf(AccessGuard.Known.class);
    }
    assertThat(guard.token("a-guess", "proxy")).isInstanceOf(AccessGuard.Wait.class);
    assertThat(guard.token(OPERATE, "proxy"))
        .isEqualTo(new AccessGuard.Known(new Caller(Role.OPERATE, "operator@proxy")));
    assertThat(guard.token("a-guess", "proxy"))
        .as("and a right one does not free the wrong ones")
        .isInstanceOf(AccessGuard.Wait.class);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, false",
        "http://10.0.0.7:8080, -, false",
        "https://control.example, -, true",
        "-, https, true",
        "-, http, false",
      })
  void theCookieIsSecureWhereTheBrowsersSideIs(
      @Nullable String origin, @Nullable String forwarded, boolean secure) {
    Login login =
        new Login(
            new AccessGuard(
                settings(Map.of("CONTROL_ROOM_OPERATE_TOKEN", OPERATE)),
                Clock.fixed(NOW, ZoneOffset.UTC)));
    MockHttpServletRequest http = new MockHttpServletRequest("POST", "/api/login");
    if (origin != null) {
      http.addHeader("Origin", origin);
    }
    if (forwarded != null) {
      http.addHeader("X-Forwarded-Proto", forwarded);
    }
    assertThat(login.with(OPERATE, http))
        .isInstanceOfSatisfying(
            Login.Begun.class,
            begun -> assertThat(begun.cookie().contains("; Secure")).isEqualTo(secure));
  }

  @Test
  void aNameThatIsSaidStandsBesideTheAddress() {
    Caller caller = new Caller(Role.OPERATE, "operator@proxy");
    assertThat(caller.saying(Optional.empty())).isEqualTo("operator@proxy");
    assertThat(caller.saying(Optional.of("ada"))).isEqualTo("ada (operator@proxy)");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "-",
      value = {"-, 200", "same-origin, 200", "none, 200", "cross-site, 403", "same-site, 403"})
  void aForeignPageHasNothingLookedUpEither(@Nullable String site, int status) throws Exception {
    MockHttpServletRequest http = new MockHttpServletRequest("GET", "/api/letters");
    http.setAttribute(Caller.ATTRIBUTE, new Caller(Role.OPERATE, "somebody"));
    if (site != null) {
      http.addHeader("Sec-Fetch-Site", site);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    HandlerMethod handler = new HandlerMethod(this, getClass().getDeclaredMethod("handler"));
    assertThat(new RoleInterceptor().preHandle(http, response, handler)).isEqualTo(status == 200);
    assertThat(response.getStatus()).isEqualTo(status);
  }

  @Needs(Role.LOOK)
  void handler() {}

  @Test
  void aSessionEnds() {
    Sessions sessions = new Sessions();
    String name = sessions.begin(Role.LOOK, NOW);
    assertThat(name).hasSize(64).isNotEqualTo(sessions.begin(Role.LOOK, NOW));
    assertThat(sessions.role(name, NOW)).isEqualTo(Role.LOOK);
    assertThat(sessions.role("another", NOW)).isEqualTo(Role.NONE);
    assertThat(sessions.role(name, NOW.plus(Sessions.LASTS))).isEqualTo(Role.NONE);
    String second = sessions.begin(Role.OPERATE, NOW);
    sessions.end(second);
    assertThat(sessions.role(second, NOW.plus(Duration.ofSeconds(1)))).isEqualTo(Role.NONE);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "-",
      value = {
        "127.0.0.1:8080, true",
        "localhost, true",
        "LOCALHOST:9999, true",
        "[::1]:8080, true",
        "[::1], true",
        "evil.example:8080, false",
        "127.0.0.1.evil.example, false",
        "localhost.evil.example:8080, false",
        "127.0.0.1@evil.example, false",
        "'', false",
        "-, false",
      })
  void onlyLoopbacksOwnNamesAreLoopback(@Nullable String host, boolean loopback) {
    assertThat(OwnPage.isLoopback(host)).isEqualTo(loopback);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} {4}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, page, false, true",
        "-, -, -, true, true",
        "-, -, -, false, false",
        "http://127.0.0.1:8080, same-origin, page, false, true",
        "http://127.0.0.1:8080, none, page, false, true",
        "http://127.0.0.1:8080, same-site, page, false, false",
        "http://127.0.0.1:8080, cross-site, page, false, false",
        "http://evil.example, -, page, false, false",
        "http://127.0.0.1:8081, -, page, false, false",
        "null, -, page, false, false",
        "http://evil.example, -, -, true, false",
        "'http://[', -, page, false, false",
      })
  void aForeignPageChangesNothing(
      @Nullable String origin,
      @Nullable String site,
      @Nullable String ours,
      boolean bearer,
      boolean fine) {
    assertThat(OwnPage.fault("127.0.0.1:8080", origin, site, ours, bearer).isEmpty())
        .isEqualTo(fine);
  }

  private static AccessSettings settings(Map<String, String> environment) {
    return AccessSettings.of(Settings.of(environment));
  }
}
