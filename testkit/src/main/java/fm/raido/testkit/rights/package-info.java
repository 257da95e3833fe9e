/**
 * The table of rights on Kafka, {@code deploy/acls/acls.txt}, for whoever holds something to it.
 */
@NullMarked
package fm.raido.testkit.rights;

import org.jspecify.annotations.NullMarked;
