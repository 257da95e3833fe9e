/**
 * {@code raido doctor}: walks the operator's checklist by itself. Each check looks at one thing and
 * says good, or what is wrong and the next command to type. What is seen is read here, what it
 * means is decided by pure code beside it.
 */
@NullMarked
package fm.raido.controlroom.doctor;

import org.jspecify.annotations.NullMarked;
