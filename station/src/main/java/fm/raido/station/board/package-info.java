/** What a person sees while a station works: a live board in a terminal, plain lines in a pipe. */
@NullMarked
package fm.raido.station.board;

import org.jspecify.annotations.NullMarked;
