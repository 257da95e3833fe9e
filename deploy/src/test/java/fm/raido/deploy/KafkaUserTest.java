package fm.raido.deploy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import fm.raido.testkit.rights.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KafkaUserTest {
  /** Strimzi's Topic Operator has its rights. */
  private static final String ADMIN = "raido-admin";

  @Test
  void usersHaveTheRightsOfTheTable() {
    List<Right> users = new ArrayList<>();
    for (Manifest user : ManifestFiles.of("KafkaUser")) {
      Manifest.objects(user.at("spec", "authorization", "acls"))
          .forEach(acl -> users.add(right(user.name(), acl)));
    }
    assertThat(users)
        .containsExactlyInAnyOrderElementsOf(
            Right.table(RightsTest.FILE).stream()
                .filter(right -> !right.principal().equals(ADMIN))
                .toList());
  }

  /** Nothing but what the table tells: no host, no deny. */
  @Test
  void rightsAreNoMoreThanThat() {
    for (Manifest user : ManifestFiles.of("KafkaUser")) {
      for (JsonObject acl : Manifest.objects(user.at("spec", "authorization", "acls"))) {
        assertThat(acl.keySet()).containsExactlyInAnyOrder("resource", "operations");
      }
    }
  }

  private static Right right(String principal, JsonObject acl) {
    JsonObject resource = requireNonNull(acl.getAsJsonObject("resource"));
    String type = Manifest.text(resource, "type");
    boolean cluster = type.equals("cluster");
    return new Right(
        principal,
        type.equals("transactionalId") ? "transactional-id" : type,
        Manifest.text(resource, "patternType").equals("prefix") ? "prefixed" : "literal",
        cluster ? "kafka-cluster" : Manifest.text(resource, "name"),
        Set.copyOf(Manifest.texts(acl.get("operations"))));
  }
}
