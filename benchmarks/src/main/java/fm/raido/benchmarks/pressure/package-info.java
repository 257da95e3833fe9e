/**
 * The agent against a machine that is really stressed: loads by stress-ng in control groups, nights
 * of ordinary work, the rules that others would have used, plots, and what the agent costs.
 */
@NullMarked
package fm.raido.benchmarks.pressure;

import org.jspecify.annotations.NullMarked;
