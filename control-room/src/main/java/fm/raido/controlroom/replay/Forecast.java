package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.Letter;
import fm.raido.protection.replay.ReplayVerdict;

/** What would happen to a letter. */
public record Forecast(Letter letter, ReplayVerdict verdict) {}
