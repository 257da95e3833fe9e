package fm.raido.controlroom.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** The last net under Spring: what Tomcat itself refuses (a broken URL, TRACE) is a problem too. */
final class ProblemErrorValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      response.setContentType("application/problem+json");
      response.setCharacterEncoding(UTF_8);
      Writer out = response.getReporter();
      if (out != null) {
        out.write(
            "{\"type\":\"urn:raido:problem:http\",\"title\":\"Not a request that can be answered\","
                + "\"status\":"
                + status
                + "}");
        response.finishResponse();
      }
    } catch (IOException e) {
      // The caller has gone; there is nobody to tell.
      container.getLogger().debug("An error could not be reported", e);
    }
  }
}
