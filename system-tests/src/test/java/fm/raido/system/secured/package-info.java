/**
 * A broker that asks everybody who they are: TLS, SCRAM and the table of rights, and what Raido's
 * programs can and cannot do there.
 */
@NullMarked
package fm.raido.system.secured;

import org.jspecify.annotations.NullMarked;
