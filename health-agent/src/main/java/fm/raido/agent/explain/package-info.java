/**
 * {@code raido agent --explain}: every rule by which the host is judged, where its value stands
 * now, and how far it is from tripping. All words on rules are made of the thresholds themselves.
 */
@NullMarked
package fm.raido.agent.explain;

import org.jspecify.annotations.NullMarked;
