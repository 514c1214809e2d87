/**
 * Tests of the raw operations, and of the access modes of words. They rest on {@link
 * org.furwock.futex.Futex} and {@link org.furwock.futex.FutexWord} alone; scenario and test are one
 * class here. Start with {@link FutexHandOver}.
 */
@NullMarked
package org.furwock.jcstress.futex;

import org.jspecify.annotations.NullMarked;
