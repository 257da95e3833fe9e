/** Tests of the local broker. */
@NullMarked
package fm.raido.localkafka;

import org.jspecify.annotations.NullMarked;
