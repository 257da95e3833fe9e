/**
 * The cluster in figures for Prometheus, painted when somebody asks: what the topics say of all
 * workers together, which no worker can tell of itself.
 */
@NullMarked
package fm.raido.controlroom.metrics;

import org.jspecify.annotations.NullMarked;
