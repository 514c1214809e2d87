/**
 * The drop-in locks {@link org.furwock.locks.FutexReentrantLock} and {@link
 * org.furwock.locks.FutexReentrantReadWriteLock} in the scenarios, and single steps of their proofs
 * alone. They rest on the scenarios of {@code lock}, {@code condition} and {@code rwlock}, and on
 * {@link org.furwock.futex.lowlevel.AsymmetricFence}. Start with {@link AsymmetricRelease}.
 */
@NullMarked
package org.furwock.jcstress.reentrant;

import org.jspecify.annotations.NullMarked;
