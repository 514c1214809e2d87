/**
 * Locks and other synchronizers on futex words, one a file, each with its algorithm, its wake rule
 * and its memory ordering written down and argued.
 *
 * <p>Without arguments they make words of their own, for the threads of one process. Given words,
 * they stand wherever the words are: with words of scope {@link
 * org.furwock.futex.FutexScope#SHARED}, between processes.
 */
@NullMarked
package org.furwock.sync;

import org.jspecify.annotations.NullMarked;
