/**
 * Every setting of every program in one catalogue: its environment variable, its Spring property,
 * its default and its rule. A wrong value stops a program at start with the name, the value and the
 * rule.
 */
@NullMarked
package fm.raido.schemas.settings;

import org.jspecify.annotations.NullMarked;
