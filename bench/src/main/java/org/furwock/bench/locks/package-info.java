/**
 * Reads a flight recording, and shows its locks as a table and as a page. It rests on the events of
 * {@code org.furwock.profile} and of the JDK. Start with {@link LockRecording}.
 */
@NullMarked
package org.furwock.bench.locks;

import org.jspecify.annotations.NullMarked;
