/**
 * Stalls, 20 times a second: Linux' pressure totals read through descriptors that stay open, and
 * their growth over windows of 250 ms. A sample makes no garbage.
 */
@NullMarked
package fm.raido.agent.psi;

import org.jspecify.annotations.NullMarked;
