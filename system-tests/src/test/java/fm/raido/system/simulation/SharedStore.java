package fm.raido.system.simulation;

import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.system.simulation.Weather.Fault;
import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.speech.SpeechOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The audio store that all workers share; at times it cannot be written, or hangs. */
final class SharedStore {
  private final Simulation sim;
  private final Dice dice;
  private final Map<SpeechOrder, StoredAudio> files = new HashMap<>();
  private final Map<SpeechOrder, Long> keptAt = new HashMap<>();
  private boolean failing;
  private boolean hanging;

  SharedStore(Simulation sim, Dice dice) {
    this.sim = sim;
    this.dice = dice;
  }

  void failing(boolean now) {
    failing = now;
    sim.trace(() -> "store fails: " + now);
  }

  void hanging(boolean now) {
    hanging = now;
  }

  boolean isFailing() {
    return failing;
  }

  long takes() {
    return hanging && sim.storms(Fault.STORE_HANGS) ? dice.upTo(20_000) : dice.between(1, 10);
  }

  Optional<StoredAudio> find(SpeechOrder order) {
    return Optional.ofNullable(files.get(order));
  }

  /** Since when it has that audio; far in the future where it has none. */
  long keepsSince(SpeechOrder order) {
    return keptAt.getOrDefault(order, Long.MAX_VALUE);
  }

  StoredAudio put(SpeechOrder order) {
    keptAt.putIfAbsent(order, sim.now());
    StoredAudio audio =
        new StoredAudio(
            "audio-" + files.size() + ".wav", AudioFormat.WAV, 1_000, Duration.ofSeconds(3));
    files.put(order, audio);
    return audio;
  }
}
