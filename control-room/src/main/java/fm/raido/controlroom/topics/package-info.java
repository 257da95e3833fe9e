/** {@code raido topics}: creates and checks the topics. */
@NullMarked
package fm.raido.controlroom.topics;

import org.jspecify.annotations.NullMarked;
