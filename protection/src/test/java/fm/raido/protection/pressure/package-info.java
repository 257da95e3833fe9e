/** Tests of the pressure levels: laws over seeded sequences, and the words of the rules. */
@NullMarked
package fm.raido.protection.pressure;

import org.jspecify.annotations.NullMarked;
