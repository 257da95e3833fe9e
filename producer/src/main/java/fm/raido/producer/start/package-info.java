/** The beginning: settings and topics are checked before anything is opened. */
@NullMarked
package fm.raido.producer.start;

import org.jspecify.annotations.NullMarked;
