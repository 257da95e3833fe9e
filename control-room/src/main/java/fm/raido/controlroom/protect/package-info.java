/** {@code raido protect}: the operator's switch, and forgetting a host that will not come back. */
@NullMarked
package fm.raido.controlroom.protect;

import org.jspecify.annotations.NullMarked;
