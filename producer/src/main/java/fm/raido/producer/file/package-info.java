/**
 * The file door: a show or a playlist becomes a list of announcements, each with its line number.
 */
@NullMarked
package fm.raido.producer.file;

import org.jspecify.annotations.NullMarked;
