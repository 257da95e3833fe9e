package fm.raido.testkit.promise;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.testkit.promise.Observed.HostCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * L2: at most {@code MAX_ATTEMPTS} calls a request and pass, each granted by the log before it is
 * made, never two at once, and none again of what was spoken and kept.
 */
public final class BoundedCalls implements Promise {
  private static final Duration SLACK = Duration.ofSeconds(3);

  @Override
  public Law law() {
    return Law.L2;
  }

  @Override
  public Optional<String> brokenBy(Grant grant) {
    FoldSettings rules = grant.rules();
    if (rules == null || grant.request() == null) {
      return Optional.empty();
    }
    if (grant.attempt() > rules.maxAttempts()) {
      return Optional.of(
          grant.callId() + " is attempt " + grant.attempt() + " of " + grant.request());
    }
    if (grant.besideAnother()) {
      return Optional.of(grant.callId() + " beside another call for " + grant.request());
    }
    return Optional.empty();
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    Map<String, Grant> grants = new HashMap<>();
    seen.grants()
        .forEach(grant -> {
          grants.put(grant.callId(), grant);
          brokenBy(grant).ifPresent(breaches::add);
        });
    Map<String, CallResult> ends = seen.ends();
    Map<PassKey, List<HostCall>> calls = new LinkedHashMap<>();
    Map<String, Integer> times = new HashMap<>();
    for (HostCall call : seen.calls()) {
      Grant grant = call.callId() == null ? null : grants.get(call.callId());
      if (grant == null) {
        breaches.add("a call that was never asked for: " + call);
      } else {
        if (times.merge(grant.callId(), 1, Integer::sum) == 2) {
          breaches.add("a grant used twice: " + call);
        }
        if (ends.get(grant.callId()) == CallResult.UNUSED) {
          breaches.add("a call was made, and told to be unused: " + call);
        }
        if (grant.request() != null) {
          calls.computeIfAbsent(grant.request(), key -> new ArrayList<>()).add(call);
        }
      }
    }
    long most = 0;
    long repeated = 0;
    long orphaned = 0;
    int allowed = allowed(grants);
    for (List<HostCall> its : calls.values()) {
      most = Math.max(most, its.size());
      if (its.size() > allowed) {
        breaches.add(its.size() + " calls for one request: " + its);
      }
      for (HostCall before : its.subList(0, its.size() - 1)) {
        repeated++;
        CallResult end = ends.get(before.callId());
        if (end == null) {
          orphaned++;
        } else if (end == CallResult.SPOKEN && !storeFailed(seen, before)) {
          breaches.add("called again though it was spoken and kept: " + its);
        }
      }
    }
    long untold = times.keySet().stream().filter(id -> !ends.containsKey(id)).count();
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("calls", (long) seen.calls().size());
    figures.put("most for one request", most);
    figures.put("second calls", repeated);
    figures.put("calls that nobody told the end of", untold);
    figures.put("of them called again", orphaned);
    return new Verdict(Law.L2, !seen.calls().isEmpty(), breaches.list(), figures);
  }

  /** The most attempts that any settings in force allowed. */
  private static int allowed(Map<String, Grant> grants) {
    return grants.values().stream()
        .map(Grant::rules)
        .mapToInt(rules -> rules == null ? 0 : rules.maxAttempts())
        .max()
        .orElse(0);
  }

  private static boolean storeFailed(Observed seen, HostCall call) {
    return seen.troubles().storeFailed().stream()
        .anyMatch(span -> span.covers("", call.at(), SLACK));
  }
}
