package fm.raido.worker.loop;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.worker.speech.ProbeText;
import fm.raido.worker.speech.SpeechOrder;
import java.time.Duration;

/**
 * What a worker was told at its start.
 *
 * @param fold the settings that travel in the log
 * @param voice the voice of requests that name none
 * @param speed the speed of requests that name none
 * @param model named in every call
 * @param maxWait what waits longer is expired
 * @param airLead so long before its deadline a request falls back
 * @param fallback whether there is a fallback
 * @param templatesOnly whether no speech host is called at all
 * @param providerDisabled whether this worker's gate is closed from the start
 * @param jobs speech calls of this worker at one time
 * @param lookAgain longest time between two looks at what is held
 */
public record WorkerRules(
    FoldSettings fold,
    String voice,
    double speed,
    String model,
    RaidoSettings.AudioFormat format,
    Duration maxWait,
    Duration airLead,
    boolean fallback,
    boolean templatesOnly,
    boolean providerDisabled,
    int jobs,
    Duration lookAgain,
    RaidoSettings.Dedup dedup) {

  /**
   * Reads the settings.
   *
   * @param store the marker of the audio store
   * @throws WrongSetting naming the first setting that breaks its rule
   */
  public static WorkerRules of(Settings settings, String store) {
    boolean fallback = settings.get(RaidoSettings.DJ_FALLBACK) == RaidoSettings.Fallback.TEMPLATES;
    boolean templatesOnly =
        settings.get(RaidoSettings.DJ_VOICE_PROVIDER) == RaidoSettings.VoiceProvider.TEMPLATES;
    if (templatesOnly && !fallback) {
      throw new WrongSetting(
          RaidoSettings.DJ_FALLBACK.name(),
          "none",
          "templates where DJ_VOICE_PROVIDER is templates");
    }
    Duration backoffMin = settings.get(RaidoSettings.BACKOFF_MIN);
    Duration backoffMax = settings.get(RaidoSettings.BACKOFF_MAX);
    if (backoffMin.compareTo(backoffMax) > 0) {
      throw new WrongSetting(
          RaidoSettings.BACKOFF_MIN.name(),
          backoffMin.toString(),
          "at most BACKOFF_MAX (" + backoffMax + ")");
    }
    FoldSettings fold =
        new FoldSettings(
            settings.get(RaidoSettings.SPEECH_SERVICE),
            settings.get(RaidoSettings.TTS_MAX_PER_MINUTE),
            settings.get(RaidoSettings.TTS_MAX_IN_FLIGHT),
            settings.get(RaidoSettings.BREAKER_FAILURES),
            settings.get(RaidoSettings.BREAKER_OPEN),
            settings.get(RaidoSettings.MAX_ATTEMPTS),
            settings.get(RaidoSettings.TTS_TIMEOUT),
            settings.get(RaidoSettings.TTS_GRACE),
            backoffMin,
            backoffMax,
            settings.get(RaidoSettings.RAMP_STEP),
            settings.get(RaidoSettings.PROTECTION_COOLDOWN),
            settings.get(RaidoSettings.PROTECT_ON_HOSTS),
            store);
    return new WorkerRules(
        fold,
        settings.get(RaidoSettings.KOKORO_VOICE),
        settings.get(RaidoSettings.KOKORO_SPEED),
        settings.get(RaidoSettings.KOKORO_MODEL),
        settings.get(RaidoSettings.TTS_FORMAT),
        settings.get(RaidoSettings.MAX_WAIT),
        settings.get(RaidoSettings.AIR_LEAD),
        fallback,
        templatesOnly,
        settings.get(RaidoSettings.DJ_PROVIDER) == RaidoSettings.Provider.DISABLED,
        settings.get(RaidoSettings.MAX_CONCURRENT_JOBS),
        settings.get(RaidoSettings.WORKER_POLL_INTERVAL),
        settings.get(RaidoSettings.DEDUP_WINDOW));
  }

  /** What a probe asks for: a fixed, short text. */
  public SpeechOrder probe() {
    return ProbeText.order(new SpeechOrder("", voice, speed, format, model));
  }

  /** What is asked for on behalf of a request that speaks these words. */
  public SpeechOrder order(AnnouncementRequest request, String words) {
    String itsVoice = request.voice();
    Double itsSpeed = request.speed();
    return new SpeechOrder(
        words,
        itsVoice == null ? voice : itsVoice,
        itsSpeed == null ? speed : itsSpeed,
        format,
        model);
  }
}
