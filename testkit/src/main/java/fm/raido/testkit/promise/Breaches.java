package fm.raido.testkit.promise;

import java.util.ArrayList;
import java.util.List;

/** Collects breaches: the first few in words, the rest as a number. */
final class Breaches {
  private static final int TOLD = 20;

  private final List<String> told = new ArrayList<>();
  private long more;

  void add(String how) {
    if (told.size() < TOLD) {
      told.add(how);
    } else {
      more++;
    }
  }

  List<String> list() {
    if (more > 0) {
      List<String> all = new ArrayList<>(told);
      all.add("and " + more + " more");
      return all;
    }
    return told;
  }
}
