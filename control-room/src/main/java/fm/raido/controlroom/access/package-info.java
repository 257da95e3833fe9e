/**
 * Who may look and who may operate. On loopback nothing is asked for, but a foreign page in the
 * same browser must not get in: hence the looks at {@code Host}, {@code Origin} and a header of our
 * own. Everywhere else a token gives a role.
 */
@NullMarked
package fm.raido.controlroom.access;

import org.jspecify.annotations.NullMarked;
