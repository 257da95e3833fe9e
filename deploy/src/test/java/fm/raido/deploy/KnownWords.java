package fm.raido.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields that take one of a few words. The client's models take any text for them; the words are
 * those of Kubernetes' API reference.
 */
final class KnownWords {
  private static final Map<String, Set<String>> WORDS =
      Map.ofEntries(
          Map.entry("accessModes", Set.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany")),
          Map.entry("fsGroupChangePolicy", Set.of("OnRootMismatch", "Always")),
          Map.entry("imagePullPolicy", Set.of("Always", "Never", "IfNotPresent")),
          Map.entry("operator", Set.of("In", "NotIn", "Exists", "DoesNotExist", "Equal")),
          Map.entry("policyTypes", Set.of("Ingress", "Egress")),
          Map.entry("protocol", Set.of("TCP", "UDP", "SCTP")),
          Map.entry("restartPolicy", Set.of("Always", "OnFailure", "Never")),
          // Of a seccomp profile, an update strategy, an autoscaler's policy.
          Map.entry(
              "type",
              Set.of(
                  "RuntimeDefault", "RollingUpdate", "Recreate", "Pods", "Percent", "ClusterIP")),
          Map.entry("whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway")));

  private KnownWords() {}

  /** The fields with another word. */
  static List<String> faults(JsonElement json) {
    List<String> faults = new ArrayList<>();
    look("", "", json, faults);
    return faults;
  }

  private static void look(String path, String field, JsonElement json, List<String> faults) {
    if (json instanceof JsonObject object) {
      object
          .entrySet()
          .forEach(
              entry -> look(path + "/" + entry.getKey(), entry.getKey(), entry.getValue(), faults));
    } else if (json instanceof JsonArray array) {
      array.forEach(element -> look(path, field, element, faults));
    } else if (WORDS.containsKey(field)
        && !WORDS.getOrDefault(field, Set.of()).contains(json.getAsString())) {
      faults.add(path + " is " + json + ", which is no word for it");
    }
  }
}
