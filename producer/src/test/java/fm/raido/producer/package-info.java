/** Tests of the producer as a whole, against a real broker and over real HTTP. */
@NullMarked
package fm.raido.producer;

import org.jspecify.annotations.NullMarked;
