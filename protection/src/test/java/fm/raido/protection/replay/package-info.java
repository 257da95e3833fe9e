/** The replay's policy is tested as tables, at its bounds. */
@NullMarked
package fm.raido.protection.replay;

import org.jspecify.annotations.NullMarked;
