package fm.raido.controlroom.feed;

import java.time.Instant;

/** What time alone changes of a picture. */
public record Tick(Instant at, boolean onAir, String sentence) {}
