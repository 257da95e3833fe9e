package fm.raido.controlroom.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.controlroom.access.Caller;
import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import fm.raido.controlroom.log.ProtectionLog;
import fm.raido.controlroom.protect.SwitchRules;
import fm.raido.controlroom.watch.RoomModel;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.protection.ProtectionRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The operator's switch, and hosts that are forgotten. */
@RestController
public class ProtectionController {
  private static final Set<String> FIELDS = Set.of("reason", "for", "who");

  private final ProtectionLog log;
  private final RoomModel model;

  ProtectionController(ProtectionLog log, RoomModel model) {
    this.log = log;
    this.model = model;
  }

  /**
   * The brokers have it.
   *
   * @param at its place in log time
   * @param who as whom it was written
   * @param until when it ends by itself, where it does
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Written(Instant at, String who, @Nullable Instant until) {}

  @Needs(Role.OPERATE)
  @PostMapping(path = "/api/protection", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> on(
      HttpServletRequest http, @RequestAttribute(Caller.ATTRIBUTE) Caller caller)
      throws IOException, BodyFaulty {
    ObjectNode body = JsonBody.object(http);
    List<Violation> faults = new ArrayList<>(JsonBody.unknown(body, FIELDS));
    String reason = JsonBody.text(body, "reason", faults).orElse("");
    Optional<String> time = JsonBody.text(body, "for", faults);
    Optional<Duration> duration =
        time.isEmpty() ? Optional.of(SwitchRules.LONGEST) : SwitchRules.time(time.get());
    Optional<String> name = JsonBody.text(body, "who", faults);
    SwitchRules.fault("reason", reason).ifPresent(faults::add);
    name.flatMap(it -> SwitchRules.fault("who", it)).ifPresent(faults::add);
    if (duration.isEmpty()) {
      faults.add(SwitchRules.timeFault("for", time.orElse("")));
    }
    if (!faults.isEmpty() || duration.isEmpty()) {
      return Problem.faulty(faults);
    }
    String who = caller.saying(name);
    Instant at = log.append(new ProtectionRecord.SwitchSet(true, reason, who, duration.get()));
    return written(at, who, at.plus(duration.get()));
  }

  @Needs(Role.OPERATE)
  @DeleteMapping("/api/protection")
  ResponseEntity<Object> off(
      @RequestParam(defaultValue = "switched off") String reason,
      @RequestParam Optional<String> who,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    List<Violation> faults = new ArrayList<>();
    SwitchRules.fault("reason", reason).ifPresent(faults::add);
    who.flatMap(it -> SwitchRules.fault("who", it)).ifPresent(faults::add);
    if (!faults.isEmpty()) {
      return Problem.faulty(faults);
    }
    String named = caller.saying(who);
    Instant at = log.append(new ProtectionRecord.SwitchSet(false, reason, named, null));
    return written(at, named, null);
  }

  @Needs(Role.OPERATE)
  @DeleteMapping("/api/hosts/{host}")
  ResponseEntity<Object> forget(
      @PathVariable String host,
      @RequestParam Optional<String> who,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    Optional<Violation> fault = who.flatMap(it -> SwitchRules.fault("who", it));
    if (fault.isPresent()) {
      return Problem.faulty(List.of(fault.get()));
    }
    List<String> known = model.hosts();
    if (!known.contains(host)) {
      return Problem.answer(
          Problem.of(
              HttpStatus.NOT_FOUND,
              "unknown-host",
              "no host of that name was heard; known: "
                  + (known.isEmpty() ? "none" : String.join(", ", known))));
    }
    String named = caller.saying(who);
    return written(log.append(new ProtectionRecord.HostForgotten(host, named)), named, null);
  }

  private static ResponseEntity<Object> written(Instant at, String who, @Nullable Instant until) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(new Written(at, who, until));
  }
}
