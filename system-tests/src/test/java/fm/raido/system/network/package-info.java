/** The proxy with real sockets on loopback. */
@NullMarked
package fm.raido.system.network;

import org.jspecify.annotations.NullMarked;
