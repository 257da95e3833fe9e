package fm.raido.controlroom.http;

import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The last net inside Spring: what the container dispatches as an error becomes a problem too. */
@RestController
public class ProblemErrorController implements ErrorController {

  @Needs(Role.NONE)
  @RequestMapping("/error")
  ResponseEntity<Object> error(HttpServletRequest http) {
    Object code = http.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    HttpStatus told = status == null ? HttpStatus.NOT_FOUND : status;
    return Problem.answer(Problem.of(told, "http", told.getReasonPhrase()));
  }
}
