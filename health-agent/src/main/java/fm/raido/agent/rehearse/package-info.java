/**
 * {@code raido agent --rehearse}: plays a host under pressure into the protection log, marked as a
 * rehearsal, so that people see the whole protection work and no host is hurt.
 *
 * <p>It shares the host's name with the host's own agent, so it must neither hide that one nor stay
 * behind it. The rules, held by {@link fm.raido.agent.rehearse.Rehearsal} and tried on the fold
 * itself in its tests:
 *
 * <pre>
 * the agent lives:      beats beside its own; its next beat takes over, however this process ends
 * no agent lives:       each critical beat goes out in one batch with a "going away", so that no
 *                       silent host is left behind, not even by kill -9; a warning ends with any
 *                       other beat, so it cannot be rehearsed so
 * the agent is silent:  not begun, or ended without a last word, so that the silence is seen
 * the agent is critical: not begun, or ended: it is no rehearsal any more
 * </pre>
 */
@NullMarked
package fm.raido.agent.rehearse;

import org.jspecify.annotations.NullMarked;
