/**
 * Holds {@code deploy/monitoring} to the programs, the documents and to itself: rules and
 * dashboards may ask only for what there is.
 */
@NullMarked
package fm.raido.system.monitoring;

import org.jspecify.annotations.NullMarked;
