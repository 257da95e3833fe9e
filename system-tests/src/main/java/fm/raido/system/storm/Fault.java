package fm.raido.system.storm;

import java.util.concurrent.Callable;

/**
 * One thing that a storm can do; it sees itself to its end.
 *
 * @param weight how often it is chosen, beside the others
 * @param strike does it, where what it would hit is not taken
 */
record Fault(int weight, Callable<?> strike) {}
