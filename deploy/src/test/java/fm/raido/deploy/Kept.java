package fm.raido.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a file says with what a model has kept of it. The model may add what it takes for
 * granted; what it lost or changed it did not understand.
 */
final class Kept {
  private Kept() {}

  /** The paths where something was lost or changed. */
  static List<String> faults(JsonElement said, @Nullable JsonElement kept) {
    List<String> faults = new ArrayList<>();
    compare("", said, kept, faults);
    return faults;
  }

  private static void compare(
      String path, JsonElement said, @Nullable JsonElement kept, List<String> faults) {
    if (said instanceof JsonObject object && kept instanceof JsonObject other) {
      object
          .entrySet()
          .forEach(entry ->
              compare(
                  path + "/" + entry.getKey(),
                  entry.getValue(),
                  other.get(entry.getKey()),
                  faults));
    } else if (said instanceof JsonArray array
        && kept instanceof JsonArray other
        && array.size() == other.size()) {
      for (int i = 0; i < array.size(); i++) {
        compare(path + "/" + i, array.get(i), other.get(i), faults);
      }
    } else if (!said.equals(kept)) {
      faults.add(path + " is " + said + " and is understood as " + kept);
    }
  }
}
