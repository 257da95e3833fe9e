package fm.raido.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;

/**
 * A model of Strimzi's, read so that a field which it does not know is a fault: its own operators
 * keep such a field aside and warn.
 */
final class StrictModel {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new NothingAside())
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private final Class<?> model;

  private StrictModel(Class<?> model) {
    this.model = model;
  }

  static StrictModel strimzi(Class<?> model) {
    return new StrictModel(model);
  }

  List<String> faults(JsonElement json) {
    try {
      Object read = MAPPER.readValue(json.toString(), model);
      return Kept.faults(json, JsonParser.parseString(MAPPER.writeValueAsString(read)));
    } catch (JsonProcessingException e) {
      return List.of(e.getOriginalMessage());
    }
  }

  private static final class NothingAside extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
