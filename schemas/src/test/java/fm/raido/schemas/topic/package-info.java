/** Tests of the topic package. */
@NullMarked
package fm.raido.schemas.topic;

import org.jspecify.annotations.NullMarked;
