/**
 * The published JSON Schemas: they and the records say the same, and they never take back what they
 * promised.
 */
@NullMarked
package fm.raido.schemas.contract;

import org.jspecify.annotations.NullMarked;
