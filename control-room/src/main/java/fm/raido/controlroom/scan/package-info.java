/**
 * Reading topics once, from their beginnings to the ends that they have when the reading begins:
 * what the operator's questions about the past are answered from.
 */
@NullMarked
package fm.raido.controlroom.scan;

import org.jspecify.annotations.NullMarked;
