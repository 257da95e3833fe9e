package fm.raido.controlroom.feed;

/**
 * What there is to see at one moment, as JSON.
 *
 * @param changes grows whenever the picture shows something new
 * @param ticks grows once a second
 * @param room the picture
 * @param tick what time alone changes of it
 */
public record Frame(long changes, long ticks, String room, String tick) {}
