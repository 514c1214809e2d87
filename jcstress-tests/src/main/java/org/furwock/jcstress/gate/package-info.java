/** Latch, event, parker and semaphore as things that one thread opens and others wait for. */
@NullMarked
package org.furwock.jcstress.gate;

import org.jspecify.annotations.NullMarked;
