package fm.raido.station.shipped;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which licences may be shipped, and the list of them for people. */
final class Licences {
  /** None of them asks that what is shipped beside the library comes under it, too. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          // Of the library's own files alone; they are shipped as they were published.
          "EPL-2.0",
          "FreeTTS");

  /**
   * What publishers call by names that are not exact; the name of a licence is looked up by the
   * maker of the bill, which takes any "BSD" for the one with four clauses.
   */
  private static final Map<String, String> CORRECTED =
      Map.of(
          // Its page says BSD-3-Clause.
          "org.jline:jline-native", "BSD-3-Clause",
          "org.jline:jline-terminal", "BSD-3-Clause",
          // The licence of the Go language, which is BSD-3-Clause.
          "com.google.re2j:re2j", "BSD-3-Clause",
          // Its own: keep notice and authors' names, mark changes, do not advertise with them.
          "net.sf.sociaal:freetts", "FreeTTS");

  private Licences() {}

  /** The licences of a library that may be chosen; empty where it must not be shipped. */
  static Set<String> allowed(Component component) {
    Set<String> licences = new TreeSet<>(offered(component));
    licences.retainAll(ALLOWED);
    return licences;
  }

  private static Set<String> offered(Component component) {
    String corrected = CORRECTED.get(component.name());
    return corrected == null ? component.licences() : Set.of(corrected);
  }

  /** The whole of {@code docs/licences.md}. */
  static String page(Collection<Component> components) {
    Map<String, List<Component>> byLicence =
        components.stream()
            .filter(component -> !component.isOurs())
            .collect(
                groupingBy(
                    component -> String.join(" or ", allowed(component)),
                    TreeMap::new,
                    java.util.stream.Collectors.toList()));
    StringBuilder page =
        new StringBuilder(
            """
            # Licences

            What is shipped beside Raido's own jars, by the licence under which it is. Made from the bills of materials,
            `raido.cdx.json` and `raido-agent.cdx.json` (CycloneDX), which `./mvnw package` lays beside the jars; they have versions
            and check sums, too. A test holds this page to them, and refuses a licence that is not listed here.

            """);
    byLicence.forEach((licence, those) ->
        page.append("## ")
            .append(licence)
            .append("\n\n")
            .append(
                those.stream()
                    .map(component -> "- " + component.name() + "\n")
                    .distinct()
                    .sorted()
                    .collect(joining()))
            .append("\n"));
    page.append(
        """
        ## Notes

        `FreeTTS` is the licence of FreeTTS (Sun Microsystems, Mitsubishi Electric Research Laboratories, Carnegie Mellon University):
        free use and distribution of code and voice, where its notice and its authors' names are kept, changes are marked, and the
        names are not used to advertise. Where a library offers a choice, one that is listed here is taken.
        """);
    return page.toString();
  }
}
