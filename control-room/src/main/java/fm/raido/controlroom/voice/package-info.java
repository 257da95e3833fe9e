/**
 * The voice test: a real announcement of a few words. It goes the way of all others, so the
 * cluster's limits hold for it too.
 */
@NullMarked
package fm.raido.controlroom.voice;

import org.jspecify.annotations.NullMarked;
