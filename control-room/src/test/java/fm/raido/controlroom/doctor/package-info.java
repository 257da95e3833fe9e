/** Tests of the checklist: what each sight means, and that no check stops another. */
@NullMarked
package fm.raido.controlroom.doctor;

import org.jspecify.annotations.NullMarked;
