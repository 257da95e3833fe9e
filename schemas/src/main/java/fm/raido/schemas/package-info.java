/**
 * What every program of Raido agrees on: records, schemas, topics, settings, and how they travel.
 */
@NullMarked
package fm.raido.schemas;

import org.jspecify.annotations.NullMarked;
