/**
 * What the control room shows: the picture of one moment and the timeline behind it, as immutable
 * values. The JSON of the API, of the page's events and of {@code raido status --json} is these
 * records, so their names are public: a change is a line in {@code CHANGELOG.md}. They hold moments
 * and never ages, so that a picture changes only when something has happened.
 */
@NullMarked
package fm.raido.controlroom.room;

import org.jspecify.annotations.NullMarked;
