package fm.raido.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestSchemaTest {

  static List<Manifest> manifests() {
    return ManifestFiles.all();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyManifestIsOfItsSchema(Manifest manifest) {
    assertThat(ManifestSchemas.faults(manifest)).isEmpty();
  }

  /** Each row breaks one file in one place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          base/dj-worker.yaml | terminationGracePeriodSeconds | terminationGracePeriodSecond | terminationGracePeriodSecond
          base/dj-worker.yaml | readinessProbe | readynessProbe | readynessProbe
          base/dj-worker.yaml | whenUnsatisfiable: ScheduleAnyway | whenUnsatisfiable: SheduleAnyway | SheduleAnyway
          base/dj-worker.yaml | replicas: 2 | replicas: two | two
          base/dj-worker.yaml | minReadySeconds: 15 | minReadySeconds: fifteen | fifteen
          base/dj-worker.yaml | 'value: "8091"' | value: 8091 | value
          base/dj-worker.yaml | maxUnavailable: 1 | maxUnavailabel: 1 | maxUnavailabel
          base/producer.yaml | containerPort: 8090 | containerport: 8090 | containerport
          base/producer.yaml | 'apiVersion: policy/v1' | 'apiVersion: policy/v2' | policy/v2
          base/health-agent.yaml | fieldPath: spec.nodeName | fieldPth: spec.nodeName | fieldPth
          base/audio-store.yaml | ReadWriteMany | ReadWriteMeny | ReadWriteMeny
          base/network-policies.yaml | - Egress | - Egres | Egres
          base/network-policies.yaml | podSelector | podSelecter | podSelecter
          base/kustomization.yaml | configMapGenerator | configMapGenerater | configMapGenerater
          components/strimzi/topics.yaml | replicas | replica | replica
          components/strimzi/topics.yaml | partitions: 6 | partitions: six | six
          components/strimzi/users.yaml | - Read | - Reed | operations
          components/strimzi/users.yaml | patternType: prefix | patternType: prefixed | patternType
          components/strimzi/users.yaml | transactionalId | transactional-id | transactional-id
          components/strimzi/users.yaml | authorization | authorisation | authorisation
          components/keda/scaled-object.yaml | maxReplicaCount | maxReplicas | maxReplicas
          components/keda/scaled-object.yaml | stabilizationWindowSeconds | stabilisationWindowSeconds | stabilisationWindowSeconds
          components/keda/scaled-object.yaml | serverAddress | serveraddress | serveraddress
          components/kokoro/kokoro.yaml | sizeLimit | sizelimit | sizelimit
          components/topics-job/topics.yaml | restartPolicy: Never | restartPolicy: Nevver | Nevver
          """)
  void aFieldOrWordThatNobodyKnowsIsAFault(String file, String from, String to, String named) {
    String yaml = ManifestFiles.text(ManifestFiles.KUBERNETES.resolve(file));
    assertThat(yaml).contains(from);
    List<String> faults =
        Manifest.read(file, yaml.replace(from, to)).stream()
            .flatMap(manifest -> ManifestSchemas.faults(manifest).stream())
            .toList();
    assertThat(faults).anyMatch(fault -> fault.contains(named));
  }

  @ParameterizedTest
  @CsvSource({
    "base/dj-worker.yaml, '  selector:\n    matchLabels:\n      app.kubernetes.io/name: dj-worker\n  # Its', '  # Its', selector",
    "base/producer.yaml, '        - name: producer\n          image', '        - image', name",
    "components/keda/scaled-object.yaml, '    name: dj-worker\n  polling', '    kind: Deployment\n  polling', name",
  })
  void aMissingFieldIsAFault(String file, String from, String to, String named) {
    aFieldOrWordThatNobodyKnowsIsAFault(file, from, to, named);
  }
}
