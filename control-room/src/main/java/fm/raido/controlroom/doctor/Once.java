package fm.raido.controlroom.doctor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks once, at the first question; several threads may ask. A failed look is not repeated. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> look;
  private @Nullable T seen;
  private @Nullable RuntimeException failure;

  Once(Supplier<T> look) {
    this.look = look;
  }

  @Override
  public synchronized T get() {
    if (failure != null) {
      throw failure;
    }
    T now = seen;
    if (now == null) {
      try {
        now = look.get();
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
      seen = now;
    }
    return now;
  }
}
