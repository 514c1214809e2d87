/**
 * Tests of {@link org.furwock.sync.Once}: two threads run it at the same time, and the first run
 * may fail. They rest on the scenario {@link RunOnce}. Start there.
 */
@NullMarked
package org.furwock.jcstress.once;

import org.jspecify.annotations.NullMarked;
