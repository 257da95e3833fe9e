/**
 * Beside the path: recordings of a host's pressure, and their replay through the windows and levels
 * that judge a live host. A recording is gzip'ed text, one JSON value a line:
 *
 * <pre>
 * {"format":"raido-pressure","version":1,"begun":"2026-11-24T10:30:00Z","columns":["ms", ...], ...}
 * [0.0,0,0,0,0,0,1.5,0.0,0.0,0.0,0.0,3,0,1.47,12.5,8.1]
 * [50.1,1200,0,0,0,0,1.5,0.0,0.0,0.0,0.0,2,0,1.47]
 * {"mark":"load starts","ms":1000.0}
 * </pre>
 *
 * <p>An object first: the {@link fm.raido.agent.record.RecordingHeader}. Then an array for each
 * {@link fm.raido.agent.record.Sample}, in the order of the columns that the header names, the last
 * two only where they were read; and an object for each {@link fm.raido.agent.record.Mark}, in the
 * order of time. A line that is cut off ends the recording: its writer was killed.
 */
@NullMarked
package fm.raido.agent.record;

import org.jspecify.annotations.NullMarked;
