/**
 * The agent's figures for Prometheus, where {@code AGENT_METRICS_PORT} asks for them: read from
 * what the agent keeps anyway, whenever somebody asks. Nothing of it is loaded else.
 */
@NullMarked
package fm.raido.agent.metrics;

import org.jspecify.annotations.NullMarked;
