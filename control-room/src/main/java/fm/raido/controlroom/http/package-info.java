/**
 * The control room over HTTP: pictures, events, the switch, the player and the voice test,
 * described by {@code openapi.yaml} beside these classes; errors are {@code
 * application/problem+json} whatever goes wrong.
 */
@NullMarked
package fm.raido.controlroom.http;

import org.jspecify.annotations.NullMarked;
