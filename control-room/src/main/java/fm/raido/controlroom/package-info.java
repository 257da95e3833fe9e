/**
 * The operator's side of Raido: commands on the topics. It stands beside the path of an
 * announcement: it reads what the workers write and writes what an operator wants.
 */
@NullMarked
package fm.raido.controlroom;

import org.jspecify.annotations.NullMarked;
