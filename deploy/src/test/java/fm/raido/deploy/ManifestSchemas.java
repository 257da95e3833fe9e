package fm.raido.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the schema of its kind has against a manifest. For Kubernetes these are the models of its
 * Java client, which know every field and which of them are required; for Strimzi those of its
 * operators; for KEDA and Kustomize, who publish none for Java, the schemas beside this class,
 * which know what is used here and refuse everything else.
 */
final class ManifestSchemas {
  /** Looks at a document; the faults that it finds. */
  @FunctionalInterface
  private interface Schema {
    List<String> faults(JsonElement json);
  }

  /** The static method of each of the client's models. */
  @FunctionalInterface
  private interface Validation {
    void validate(JsonElement json) throws IOException;
  }

  private static final Map<String, Schema> SCHEMAS =
      Map.ofEntries(
          kubernetes("apps/v1 Deployment", V1Deployment.class, V1Deployment::validateJsonElement),
          kubernetes("apps/v1 DaemonSet", V1DaemonSet.class, V1DaemonSet::validateJsonElement),
          kubernetes("batch/v1 Job", V1Job.class, V1Job::validateJsonElement),
          kubernetes("v1 Namespace", V1Namespace.class, V1Namespace::validateJsonElement),
          kubernetes("v1 Service", V1Service.class, V1Service::validateJsonElement),
          kubernetes(
              "v1 PersistentVolumeClaim",
              V1PersistentVolumeClaim.class,
              V1PersistentVolumeClaim::validateJsonElement),
          kubernetes(
              "policy/v1 PodDisruptionBudget",
              V1PodDisruptionBudget.class,
              V1PodDisruptionBudget::validateJsonElement),
          kubernetes(
              "networking.k8s.io/v1 NetworkPolicy",
              V1NetworkPolicy.class,
              V1NetworkPolicy::validateJsonElement),
          Map.entry(
              "kafka.strimzi.io/v1 KafkaTopic", StrictModel.strimzi(KafkaTopic.class)::faults),
          Map.entry("kafka.strimzi.io/v1 KafkaUser", StrictModel.strimzi(KafkaUser.class)::faults),
          Map.entry("keda.sh/v1alpha1 ScaledObject", ManifestSchemas::scaledObject),
          Map.entry(
              "kustomize.config.k8s.io/v1beta1 Kustomization", new OwnSchema("kustomize")::faults),
          Map.entry(
              "kustomize.config.k8s.io/v1alpha1 Component", new OwnSchema("kustomize")::faults));

  private ManifestSchemas() {}

  /** What is wrong with it; empty where nothing is. */
  static List<String> faults(Manifest manifest) {
    String kind = manifest.apiVersion() + " " + manifest.kind();
    Schema schema = SCHEMAS.get(kind);
    return schema == null
        ? List.of("there is no schema of " + kind)
        : schema.faults(manifest.json());
  }

  private static Map.Entry<String, Schema> kubernetes(
      String kind, Class<?> model, Validation validation) {
    return Map.entry(
        kind,
        json -> {
          List<String> faults = new ArrayList<>(validated(json, validation));
          if (faults.isEmpty()) {
            faults.addAll(kept(json, model));
            faults.addAll(KnownWords.faults(json));
          }
          return faults;
        });
  }

  private static List<String> validated(JsonElement json, Validation validation) {
    try {
      validation.validate(json);
      return List.of();
    } catch (IllegalArgumentException | IOException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** A number where a text must be is taken for one, and given back as one. */
  private static List<String> kept(JsonElement json, Class<?> model) {
    Gson gson = JSON.getGson();
    try {
      return Kept.faults(json, gson.toJsonTree(gson.fromJson(json, model)));
    } catch (JsonParseException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** How it scales up and down is Kubernetes' own. */
  private static List<String> scaledObject(JsonElement json) {
    List<String> faults = new ArrayList<>(new OwnSchema("scaled-object").faults(json));
    JsonElement behavior =
        Manifest.at(
            json.getAsJsonObject(),
            "spec",
            "advanced",
            "horizontalPodAutoscalerConfig",
            "behavior");
    if (behavior != null) {
      faults.addAll(validated(behavior, V2HorizontalPodAutoscalerBehavior::validateJsonElement));
      faults.addAll(KnownWords.faults(behavior));
    }
    return faults;
  }
}
