package fm.raido.station.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.wire.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicencesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "one that may be shipped  | [{'license':{'id':'MIT'}}]                                    | MIT",
        "a choice                 | [{'license':{'id':'LGPL-2.1-only'}},{'license':{'id':'EPL-2.0'}}] | EPL-2.0",
        "GPL alone                | [{'license':{'id':'GPL-3.0-only'}}]                           |",
        "LGPL alone               | [{'license':{'id':'LGPL-2.1-only'}}]                          |",
        "a name that nobody knows | [{'license':{'name':'Very Good License'}}]                    |",
        "an expression            | [{'expression':'GPL-2.0-only'}]                               |",
        "none at all              | []                                                            |",
      })
  void onlyWhatIsKnownAndAllowedMayBeShipped(
      String what, String licences, @Nullable String allowed) {
    String json = "{'group':'g','name':'a','version':'1','licenses':" + licences + "}";
    Component component = Component.of(Json.MAPPER.readTree(json.replace('\'', '"')));
    assertThat(Licences.allowed(component))
        .as(what)
        .isEqualTo(allowed == null ? Set.of() : Set.of(allowed));
    assertThat(component.jar()).isEqualTo("a-1.jar");
  }

  @Test
  void aNameThatIsNotExactIsPutRight() {
    assertThat(
            Licences.allowed(
                new Component("com.google.re2j:re2j", "re2j-1.8.jar", Set.of("Go License"))))
        .containsExactly("BSD-3-Clause");
  }

  @Test
  void thePageHasEachLibraryOnceUnderItsLicenceAndNoneOfOurs() {
    String page =
        Licences.page(
            List.of(
                new Component("b:b", "b-1.jar", Set.of("MIT")),
                new Component("b:b", "b-1.jar", Set.of("MIT")),
                new Component("a:a", "a-1.jar", Set.of("MIT")),
                new Component("c:c", "c-1.jar", Set.of("Apache-2.0", "MIT")),
                new Component("fm.raido:schemas", "schemas-1.jar", Set.of())));
    assertThat(page)
        .contains("## Apache-2.0 or MIT\n\n- c:c\n\n## MIT\n\n- a:a\n- b:b\n\n## Notes\n")
        .doesNotContain("fm.raido");
  }
}
