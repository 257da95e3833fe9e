package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The picture of one moment. What is not known is null, and absent in JSON; a list is never null.
 *
 * @param at the moment, in log time
 * @param loaded whether everything that was in the topics at the start has been read
 * @param kafkaSilentSince since when the brokers have not answered, or some topic has not been
 *     read: the rest of the picture is as old; null while everything is known
 * @param unread the topics that have not been read since then, although Kafka answers; empty where
 *     it is Kafka that does not
 * @param onAir whether speech may be asked for, and there is somebody to ask
 * @param sentence all of it in plain words
 * @param causes every reason why nothing is spoken, the one that matters most first; empty on air
 * @param breaker the breaker of the cluster
 * @param rate how many calls may be made
 * @param calls calls that may be on their way, oldest first
 * @param hosts speech hosts, by name
 * @param backlog what waits
 * @param announcements how the latest announcements ended, newest first, at most 100
 * @param letters outstanding dead letters
 * @param protection the operator's switch
 * @param workers workers that have not said goodbye, by name
 * @param settings the settings of the cluster; null before the first worker has written them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Room(
    Instant at,
    boolean loaded,
    @Nullable Instant kafkaSilentSince,
    List<String> unread,
    boolean onAir,
    String sentence,
    List<Cause> causes,
    BreakerState breaker,
    RateBudget rate,
    List<RunningCall> calls,
    List<SpeechHost> hosts,
    Backlog backlog,
    List<Announcement> announcements,
    Letters letters,
    ProtectionSwitch protection,
    List<WorkerState> workers,
    @Nullable InForce settings) {

  public Room {
    unread = List.copyOf(unread);
    causes = List.copyOf(causes);
    calls = List.copyOf(calls);
    hosts = List.copyOf(hosts);
    announcements = List.copyOf(announcements);
    workers = List.copyOf(workers);
  }

  /** Whether only the time differs, and what the sentence makes of it. */
  public boolean showsTheSameAs(Room other) {
    return spokenAt(other.at, other.sentence).equals(other);
  }

  /** The same picture with another time and sentence. */
  public Room spokenAt(Instant time, String words) {
    return new Room(
        time,
        loaded,
        kafkaSilentSince,
        unread,
        onAir,
        words,
        causes,
        breaker,
        rate,
        calls,
        hosts,
        backlog,
        announcements,
        letters,
        protection,
        workers,
        settings);
  }
}
