package fm.raido.controlroom.http;

import fm.raido.controlroom.access.Caller;
import fm.raido.controlroom.access.Login;
import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import fm.raido.schemas.announcement.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Who one is, and how to become somebody. */
@RestController
public class AccessController {
  private final Login login;

  AccessController(Login login) {
    this.login = login;
  }

  /**
   * A caller's access.
   *
   * @param needed whether a token is needed here
   */
  record Access(boolean needed, Role role, String who) {}

  @Needs(Role.NONE)
  @GetMapping("/api/access")
  ResponseEntity<Access> access(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(new Access(login.isNeeded(), caller.role(), caller.who()));
  }

  @Needs(Role.NONE)
  @PostMapping(path = "/api/login", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> login(HttpServletRequest http) throws IOException, BodyFaulty {
    List<Violation> faults = new ArrayList<>();
    Optional<String> token = JsonBody.text(JsonBody.object(http), "token", faults);
    if (token.isEmpty()) {
      throw new BodyFaulty(HttpStatus.BAD_REQUEST, "token must be given, as a text");
    }
    return switch (login.with(token.get(), http)) {
      case Login.Wait(var time) ->
          Problem.answer(
              Problem.of(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "wrong-tokens",
                  "too many wrong tokens came from this address"),
              time);
      case Login.Refused _ ->
          Problem.answer(
              Problem.of(HttpStatus.UNAUTHORIZED, "token-needed", "the token is not one of ours"));
      case Login.Begun(Caller caller, String cookie) ->
          ResponseEntity.ok()
              .header(HttpHeaders.SET_COOKIE, cookie)
              .contentType(MediaType.APPLICATION_JSON)
              .body(new Access(login.isNeeded(), caller.role(), caller.who()));
    };
  }

  @Needs(Role.NONE)
  @PostMapping("/api/logout")
  ResponseEntity<Void> logout(HttpServletRequest http) {
    return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, login.end(http)).build();
  }
}
