/**
 * Tests of the operator's commands: their words, their exit codes, and that they do what they say.
 */
@NullMarked
package fm.raido.controlroom;

import org.jspecify.annotations.NullMarked;
