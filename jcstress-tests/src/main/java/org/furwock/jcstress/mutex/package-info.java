/**
 * {@link org.furwock.sync.Mutex} in every scenario for locks. The tests rest on the scenarios of
 * {@code lock}, where outcomes and broken twins are. Start with {@link MutexWakeup}.
 */
@NullMarked
package org.furwock.jcstress.mutex;

import org.jspecify.annotations.NullMarked;
