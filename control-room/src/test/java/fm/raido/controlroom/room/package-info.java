/** Tests of the pictures: their JSON is what the page is written against. */
@NullMarked
package fm.raido.controlroom.room;

import org.jspecify.annotations.NullMarked;
