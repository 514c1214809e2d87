package org.furwock.futex;

import org.furwock.futex.linux.Errno;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.lowlevel.VirtualThreads;

/** The kernel's locks with priority inheritance. Their owners are kernel threads. */
final class KernelPi {

    private final KernelFutex kernel;

    KernelPi(KernelFutex kernel) {
        this.kernel = kernel;
    }

    /** FUTEX_LOCK_PI has a deadline on the wall clock only, FUTEX_LOCK_PI2 on either. */
    PiLockResult lock(FutexWord word, Deadline deadline) {
        requireKernelThread();
        boolean second = !deadline.isRealtime() && deadline != Deadline.NEVER;
        int result;
        do {
            result =
                    second
                            ? kernel.lockPi2(word.address(), word.isShared(), deadline.nanos())
                            : kernel.lockPi(word.address(), word.isShared(), deadline.nanos());
        } while (result == -Errno.EAGAIN || result == -Errno.EINTR);
        return result(result, second ? FutexOperation.LOCK_PI2 : FutexOperation.LOCK_PI, word);
    }

    PiLockResult tryLock(FutexWord word) {
        requireKernelThread();
        int result = kernel.tryLockPi(word.address(), word.isShared());
        return result(result, FutexOperation.TRYLOCK_PI, word);
    }

    private static PiLockResult result(int result, FutexOperation operation, FutexWord word) {
        return switch (result) {
            case 0 -> PiLockResult.ACQUIRED;
            case -Errno.EAGAIN -> PiLockResult.BUSY;
            case -Errno.ETIMEDOUT -> PiLockResult.TIMED_OUT;
            case -Errno.EDEADLK -> PiLockResult.DEADLOCK;
            case -Errno.ESRCH -> PiLockResult.OWNER_DIED;
            case -Errno.EPERM -> PiLockResult.NOT_PERMITTED;
            default -> throw new FutexException(operation, -result, word.address());
        };
    }

    PiUnlockResult unlock(FutexWord word) {
        requireKernelThread();
        int result = kernel.unlockPi(word.address(), word.isShared());
        return switch (result) {
            case 0 -> PiUnlockResult.RELEASED;
            case -Errno.EPERM -> PiUnlockResult.NOT_OWNER;
            default -> throw new FutexException(FutexOperation.UNLOCK_PI, -result, word.address());
        };
    }

    int threadId() {
        requireKernelThread();
        return kernel.threadId();
    }

    private static void requireKernelThread() {
        if (VirtualThreads.isCurrentVirtual()) {
            throw new UnsupportedOperationException(
                    "priority inheritance is between kernel threads, and this one is virtual: "
                            + Thread.currentThread());
        }
    }
}
