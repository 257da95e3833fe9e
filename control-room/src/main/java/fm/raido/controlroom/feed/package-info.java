/** Turns changes of the model into events for those who look on, each paced by its own reader. */
@NullMarked
package fm.raido.controlroom.feed;

import org.jspecify.annotations.NullMarked;
