package fm.raido.station;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

/**
 * Ctrl-C: the first one asks for an orderly stop, the second stops at once. (The JVM by itself
 * ignores a second one while it stops.) Where signals cannot be had, the JVM's own handling stays.
 */
final class StopSignal {
  /** What shells report for a program that Ctrl-C has ended. */
  static final int EXIT_CODE = 130;

  private final CompletableFuture<Void> asked = new CompletableFuture<>();

  /** Takes over SIGINT and SIGTERM. */
  static StopSignal install() {
    StopSignal stop = new StopSignal();
    stop.handle("INT");
    stop.handle("TERM");
    return stop;
  }

  /** Completes at the first signal. */
  CompletableFuture<Void> asked() {
    return asked;
  }

  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler received =
          (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
              return method.invoke(this, arguments);
            }
            if (!asked.complete(null)) {
              Runtime.getRuntime().halt(EXIT_CODE);
            }
            return null;
          };
      Object proxy =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, received);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // No such signal on this system: its own handling runs the shutdown hooks, which is an
      // orderly stop too.
      Thread.onSpinWait();
    }
  }
}
