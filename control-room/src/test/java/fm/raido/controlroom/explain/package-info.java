/** Tests of a request's history: what is picked out of the topics, and how it is told. */
@NullMarked
package fm.raido.controlroom.explain;

import org.jspecify.annotations.NullMarked;
