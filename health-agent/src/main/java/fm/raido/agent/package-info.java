/**
 * The health agent: on the speech host it samples pressure ({@code psi}, {@code oshi}), lets the
 * pure levels of {@code protection} judge it, and publishes the host's pulse ({@code publish}).
 * Plain Java, two threads of its own: it must not be part of the pressure.
 */
@NullMarked
package fm.raido.agent;

import org.jspecify.annotations.NullMarked;
