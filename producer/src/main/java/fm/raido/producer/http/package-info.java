/**
 * The HTTP door: bounded bodies, the limit of announcements a second, and answers as {@code
 * application/problem+json} whatever goes wrong.
 */
@NullMarked
package fm.raido.producer.http;

import org.jspecify.annotations.NullMarked;
