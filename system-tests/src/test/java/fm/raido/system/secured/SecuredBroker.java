package fm.raido.system.secured;

import fm.raido.localkafka.BrokerBasics;
import fm.raido.localkafka.NodeFormat;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.Settings;
import fm.raido.system.FreePort;
import fm.raido.testkit.rights.Right;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;

/**
 * One broker in this JVM as docs/security.md has it: TLS and SCRAM-SHA-512 for clients, rights of
 * the table alone. Its controller asks for a certificate.
 */
final class SecuredBroker implements AutoCloseable {
  static final String ADMIN = "admin";
  private static final String BROKER = "broker";
  private static final String CONTROLLER = "CONTROLLER";

  private final KafkaRaftServer server;
  private final Path authorities;
  private final int port;
  private final Map<String, String> passwords;

  private SecuredBroker(
      KafkaRaftServer server, Path authorities, int port, Map<String, String> passwords) {
    this.server = server;
    this.authorities = authorities;
    this.port = port;
    this.passwords = Map.copyOf(passwords);
  }

  /**
   * Starts one.
   *
   * @param users who is known to it, beside {@link #ADMIN}, who may do everything
   * @param password a user's
   */
  static SecuredBroker start(
      Path directory, Collection<String> users, UnaryOperator<String> password) throws Exception {
    Authority authority = Authority.make(directory.resolve("authority"));
    Path authorities = authority.certificate();
    Authority.Identity own = authority.issue(BROKER);
    Path both = directory.resolve("broker.pem");
    Files.writeString(both, Files.readString(own.key()) + Files.readString(own.certificate()));
    Map<String, String> passwords = new TreeMap<>();
    List<String> all = new ArrayList<>(users);
    all.addAll(List.of(ADMIN, BROKER));
    all.forEach(user -> passwords.put(user, password.apply(user)));
    Path data = Files.createDirectories(directory.resolve("data"));
    NodeFormat.write(
        data,
        1,
        Uuid.randomUuid().toString(),
        CONTROLLER,
        passwords.entrySet().stream()
            .map(user ->
                "SCRAM-SHA-512=[name=%s,password=%s]".formatted(user.getKey(), user.getValue()))
            .toList());
    int port = FreePort.choose();
    Properties config = config(data, port, passwords.getOrDefault(BROKER, ""));
    config.setProperty("ssl.keystore.type", "PEM");
    config.setProperty("ssl.keystore.location", both.toString());
    config.setProperty("ssl.truststore.type", "PEM");
    config.setProperty("ssl.truststore.location", authorities.toString());
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(config, false), Time.SYSTEM);
    server.startup();
    return new SecuredBroker(server, authorities, port, passwords);
  }

  private static Properties config(Path data, int port, String brokersPassword) {
    int controllerPort = FreePort.choose();
    Properties config = new Properties();
    BrokerBasics.apply(config);
    config.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            "1",
            "log.dirs",
            data.toString(),
            "listeners",
            "SASL_SSL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort),
            "advertised.listeners",
            "SASL_SSL://127.0.0.1:" + port,
            "inter.broker.listener.name",
            "SASL_SSL",
            "controller.listener.names",
            CONTROLLER,
            "listener.security.protocol.map",
            "SASL_SSL:SASL_SSL,CONTROLLER:SSL",
            "controller.quorum.voters",
            "1@127.0.0.1:" + controllerPort));
    config.putAll(
        Map.of(
            "sasl.enabled.mechanisms", "SCRAM-SHA-512",
            "sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512",
            "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                    .formatted(BROKER, brokersPassword),
            "listener.name.controller.ssl.client.auth", "required",
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            // The controller knows the broker by its certificate.
            "super.users", "User:%s;User:%s;User:CN=%s".formatted(ADMIN, BROKER, BROKER)));
    config.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "1"));
    return config;
  }

  /** The settings of a program that is that user. */
  Map<String, String> settings(String user) {
    return settings(user, passwords.getOrDefault(user, ""));
  }

  /** The settings of a program that says that it is that user. */
  Map<String, String> settings(String user, String password) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        "127.0.0.1:" + port,
        "KAFKA_SECURITY_PROTOCOL",
        "sasl_ssl",
        "KAFKA_USERNAME",
        user,
        "KAFKA_PASSWORD",
        password,
        "KAFKA_CA_FILE",
        authorities.toString());
  }

  /** How that user reaches it. */
  KafkaConnection as(String user) {
    return KafkaConnection.of(Settings.of(settings(user)));
  }

  /** What nobody may see. */
  Collection<String> secrets() {
    return passwords.values();
  }

  /** Gives rights, as deploy/acls/acls.sh does. */
  void grant(List<Right> rights) throws Exception {
    try (Admin admin = Admin.create(as(ADMIN).client(Map.of()))) {
      admin.createAcls(bindings(rights)).all().get(10, TimeUnit.SECONDS);
    }
  }

  /** Takes them away. */
  void revoke(List<Right> rights) throws Exception {
    try (Admin admin = Admin.create(as(ADMIN).client(Map.of()))) {
      admin
          .deleteAcls(bindings(rights).stream().map(AclBinding::toFilter).toList())
          .all()
          .get(10, TimeUnit.SECONDS);
    }
  }

  private static List<AclBinding> bindings(List<Right> rights) {
    List<AclBinding> bindings = new ArrayList<>();
    for (Right right : rights) {
      ResourcePattern resource =
          new ResourcePattern(
              ResourceType.fromString(right.resource().replace('-', '_')),
              right.name(),
              PatternType.fromString(right.pattern().toUpperCase(Locale.ROOT)));
      for (String operation : right.operations()) {
        bindings.add(
            new AclBinding(
                resource,
                new AccessControlEntry(
                    "User:" + right.principal(),
                    "*",
                    AclOperation.fromString(operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_")),
                    AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
