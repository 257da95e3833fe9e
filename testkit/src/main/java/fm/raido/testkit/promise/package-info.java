/**
 * The promises as objects: each is given what was seen of a system from outside (topics, protection
 * log, calls at the speech host) and says whether it holds. They state the rules once more, as
 * plainly as the promises are put, and share no code with what they judge. The simulation and the
 * storm over real processes use the same ones.
 */
@NullMarked
package fm.raido.testkit.promise;

import org.jspecify.annotations.NullMarked;
