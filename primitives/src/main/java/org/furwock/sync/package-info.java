/**
 * Locks and other synchronizers on futex words, one a file, each with its algorithm, its wake rule
 * and its memory ordering written down and argued.
 *
 * <p>Without arguments they make words of their own, for the threads of one process. Given words,
 * they stand wherever the words are: with words of scope {@link
 * org.furwock.futex.FutexScope#SHARED}, between processes.
 *
 * <p><b>Fork-join pools.</b> A pool replaces a worker that waits without a time limit on a
 * condition or at a {@link Barrier}, as it does for the JDK's. It does not for the other classes
 * here, nor for the JDK's counterparts.
 */
@NullMarked
package org.furwock.sync;

import org.jspecify.annotations.NullMarked;
