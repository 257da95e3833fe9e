/** What holds for the whole module: it is pure. */
@NullMarked
package fm.raido.protection;

import org.jspecify.annotations.NullMarked;
