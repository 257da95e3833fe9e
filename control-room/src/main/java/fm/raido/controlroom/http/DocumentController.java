package fm.raido.controlroom.http;

import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of this API. */
@RestController
public class DocumentController {

  @Needs(Role.LOOK)
  @GetMapping("/api/openapi.yaml")
  ResponseEntity<Resource> document() {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/yaml;charset=UTF-8"))
        .body(new ClassPathResource("openapi.yaml", DocumentController.class));
  }
}
