/** Tests of the feed. */
@NullMarked
package fm.raido.controlroom.feed;

import org.jspecify.annotations.NullMarked;
