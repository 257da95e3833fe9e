/**
 * Every interleaving that a dice can think of: real worker cores on invented time, against models
 * of the brokers, the speech host, the audio store and the people around them. What comes out is
 * judged from outside, by ledgers that know the promises and nothing of the workers.
 */
@NullMarked
package fm.raido.system.simulation;

import org.jspecify.annotations.NullMarked;
