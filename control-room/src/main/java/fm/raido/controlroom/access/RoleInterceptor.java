package fm.raido.controlroom.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Asks every handler which role it needs, whatever the path looked like that led to it; one that
 * does not say is closed, and none answers a page of another site. The page's own files are no
 * handlers: a page must be able to show its login, and others may link to it.
 */
public final class RoleInterceptor implements HandlerInterceptor {

  @Override
  public boolean preHandle(HttpServletRequest http, HttpServletResponse response, Object handler)
      throws IOException {
    if (!(handler instanceof HandlerMethod method)) {
      return true;
    }
    if (http.getDispatcherType() != DispatcherType.ERROR
        && OwnPage.isForeign(http.getHeader("Sec-Fetch-Site"))) {
      // Nobody there could read the answer, but having it made is enough to keep this program busy.
      AccessFilter.refuse(
          response, HttpStatus.FORBIDDEN, "foreign-page", "the call comes from another site");
      return false;
    }
    Needs needs = method.getMethodAnnotation(Needs.class);
    Role role =
        http.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller ? caller.role() : Role.NONE;
    if (needs != null && role.allows(needs.value())) {
      return true;
    }
    if (role == Role.NONE) {
      response.setHeader("WWW-Authenticate", "Bearer");
      AccessFilter.refuse(
          response,
          HttpStatus.UNAUTHORIZED,
          "token-needed",
          "a token is needed, or the one given is wrong");
    } else {
      AccessFilter.refuse(
          response, HttpStatus.FORBIDDEN, "role-too-low", "this needs the token that may operate");
    }
    return false;
  }
}
