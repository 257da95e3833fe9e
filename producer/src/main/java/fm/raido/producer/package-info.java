/**
 * The producer: everything that turns somebody's wish for an announcement into a record of {@code
 * raido.requests}. Read the packages in the order the data travels: {@code http}, {@code hook},
 * {@code file} and {@code cli} bring announcements in, {@code intake} checks them, {@code guard}
 * refuses storms, {@code publish} hands them to the brokers, {@code history} remembers what became
 * of them.
 */
@NullMarked
package fm.raido.producer;

import org.jspecify.annotations.NullMarked;
