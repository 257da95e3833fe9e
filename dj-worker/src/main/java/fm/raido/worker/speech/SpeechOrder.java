package fm.raido.worker.speech;

import fm.raido.schemas.settings.RaidoSettings.AudioFormat;

/**
 * Everything that shapes the audio of one call.
 *
 * @param text the words
 * @param voice the speech host's name of the voice
 * @param speed 0.25 to 4; 1 is the voice's own
 * @param format what the speech host answers with
 * @param model the speech host's name of the model
 */
public record SpeechOrder(
    String text, String voice, double speed, AudioFormat format, String model) {}
