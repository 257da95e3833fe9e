/**
 * Between any two programs of a cluster under test: a loopback proxy whose link can be delayed,
 * cut, reset, swallowed or stalled at any time, and that counts what passed.
 */
@NullMarked
package fm.raido.system.network;

import org.jspecify.annotations.NullMarked;
