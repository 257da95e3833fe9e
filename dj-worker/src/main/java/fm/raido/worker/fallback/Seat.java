package fm.raido.worker.fallback;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A place to speak. Its engine is made by the first who sits down, and again after a fault. */
final class Seat {
  private final Supplier<VoiceEngine> engines;
  private @Nullable VoiceEngine engine;

  Seat(Supplier<VoiceEngine> engines) {
    this.engines = engines;
  }

  synchronized VoiceEngine engine() {
    VoiceEngine made = engine == null ? engines.get() : engine;
    engine = made;
    return made;
  }

  synchronized void letGo() {
    if (engine != null) {
      engine.close();
    }
    engine = null;
  }
}
