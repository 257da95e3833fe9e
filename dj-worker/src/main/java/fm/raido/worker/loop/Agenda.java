package fm.raido.worker.loop;

import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.window.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Who is looked at when: those with a time to wake at, and those that would speak as soon as there
 * is a grant to expect.
 */
final class Agenda {
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::at));
  private final TreeSet<Waiting> ready = new TreeSet<>(Waiting.BY_URGENCY);
  private final Set<Waiting> onLease = new LinkedHashSet<>();

  private record Alarm(Instant at, Waiting waiting) {}

  /**
   * Wakes that request at that time; an earlier alarm of its stays in the queue and is passed over.
   */
  void wakeAt(Waiting waiting, Instant at) {
    if (!at.equals(waiting.wakeAt())) {
      waiting.wakeAt(at);
      alarms.add(new Alarm(at, waiting));
    }
  }

  /** It speaks as soon as it may. */
  void ready(Waiting waiting) {
    ready.add(waiting);
  }

  /** It waits for the end of a call that it has somewhere. */
  void onLease(Waiting waiting) {
    onLease.add(waiting);
  }

  void forget(Waiting waiting) {
    ready.remove(waiting);
    onLease.remove(waiting);
    waiting.wakeAt(Instant.MAX);
  }

  /** It is no longer among those that would speak or that wait for a lease; its alarm stays. */
  void busy(Waiting waiting) {
    ready.remove(waiting);
    onLease.remove(waiting);
  }

  /**
   * The most urgent ones among those that would speak, at most so many; those in front may ask for
   * words that are on their way already, so this must be more than there is room for.
   */
  List<Waiting> firstReady(int most) {
    return most <= 0 || ready.isEmpty() ? List.of() : ready.stream().limit(most).toList();
  }

  /** Those that would speak and have that order. */
  List<Waiting> readyWith(SpeechOrder order, Function<Waiting, SpeechOrder> orders) {
    // A look at some hundred is enough: who is further down looks into the store before it asks.
    return ready.stream().limit(256).filter(one -> orders.apply(one).equals(order)).toList();
  }

  int readyCount() {
    return ready.size();
  }

  List<Waiting> takeOnLease() {
    if (onLease.isEmpty()) {
      return List.of();
    }
    List<Waiting> taken = new ArrayList<>(onLease);
    onLease.clear();
    return taken;
  }

  /** Those whose time has come, each once. */
  List<Waiting> due(Instant now) {
    if (alarms.isEmpty() || alarms.peek().at().isAfter(now)) {
      return List.of();
    }
    List<Waiting> due = new ArrayList<>();
    while (true) {
      Alarm next = alarms.peek();
      if (next == null || next.at().isAfter(now)) {
        return due;
      }
      alarms.poll();
      if (next.at().equals(next.waiting().wakeAt())) {
        next.waiting().wakeAt(Instant.MAX);
        due.add(next.waiting());
      }
    }
  }

  Optional<Instant> nextAlarm() {
    while (true) {
      Alarm next = alarms.peek();
      if (next == null) {
        return Optional.empty();
      }
      if (next.at().equals(next.waiting().wakeAt())) {
        return Optional.of(next.at());
      }
      alarms.poll();
    }
  }
}
