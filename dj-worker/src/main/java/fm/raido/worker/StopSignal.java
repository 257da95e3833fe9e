package fm.raido.worker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;

/**
 * Ctrl-C or SIGTERM: the first one asks for an orderly stop, the second stops at once. (The JVM by
 * itself ignores a second one while it stops.) Where signals cannot be had, the JVM's own handling
 * stays.
 */
public final class StopSignal {
  private static final int INT = 2;
  private static final int TERM = 15;

  /** Shells report this and the signal's number for a program that a signal has ended. */
  private static final int BY_SIGNAL = 128;

  /** What they report where Ctrl-C has ended it. */
  public static final int INTERRUPTED = BY_SIGNAL + INT;

  private final CompletableFuture<Void> asked = new CompletableFuture<>();

  /** Takes over SIGINT and SIGTERM. */
  public static StopSignal install() {
    StopSignal stop = new StopSignal();
    stop.handle("INT", INT);
    stop.handle("TERM", TERM);
    return stop;
  }

  /** Completes at the first signal. */
  public CompletableFuture<Void> asked() {
    return asked;
  }

  private void handle(String name, int number) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler received =
          (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
              return method.invoke(this, arguments);
            }
            if (!asked.complete(null)) {
              Runtime.getRuntime().halt(BY_SIGNAL + number);
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
