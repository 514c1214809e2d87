package org.furwock.futex;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.furwock.futex.linux.Errno;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.lowlevel.KernelSleep;
import org.furwock.futex.parking.ParkingLot;

/**
 * The kernel's futexes, with a parking lot beside them for waiters that must not sleep in the
 * kernel. These are virtual threads, which would block their carriers; threads that {@link
 * KernelSleep} tells to park; and futures, which have no thread.
 *
 * <p><b>Where each kind of waiter sleeps.</b> A platform thread sleeps in the kernel. Other waiters
 * of a PRIVATE word sleep in the parking lot: every waker is in this process and looks there. Other
 * waiters of a SHARED word have wakers in processes that do not see the parking lot, so a platform
 * thread of the {@link Reactor} sleeps in the kernel for them. A platform thread that waits for
 * several words sleeps as these other waiters do if there is no {@code futex_waitv}.
 *
 * <p><b>Wake rule.</b> A waker of a PRIVATE word reads one counter. If it is not zero, the waker
 * divides its count of wakes between the lot and the kernel. The side that comes first alternates
 * from call to call: if both sides have waiters, each gets about every second wake. Two wakers that
 * race may begin with the same side, which only delays the other side.
 */
final class KernelEngine extends Engine {

    private final KernelFutex kernel;
    private final Parking parking = new Parking();
    private final Reactor reactor;
    private final KernelPi pi;

    KernelEngine(KernelFutex kernel) {
        this.kernel = kernel;
        this.reactor = new Reactor(kernel, this);
        this.pi = new KernelPi(kernel);
    }

    @Override
    String name() {
        return kernel.calls().name();
    }

    @Override
    long addressOf(ByteBuffer direct) {
        return kernel.calls().addressOf(direct);
    }

    @Override
    ByteBuffer allocate(int bytes) {
        return kernel.calls().allocate(bytes);
    }

    @Override
    ByteBuffer view(long address, int size) {
        return kernel.calls().view(address, size);
    }

    @Override
    boolean isReadable(long address) {
        return kernel.isReadable(address);
    }

    // Waiting.

    @Override
    WaitResult await(FutexWord word, int expected, Deadline deadline, WaitOptions options) {
        if (!KernelSleep.isUsed()) {
            return awaitParked(word, expected, deadline, options);
        }
        return awaitInKernel(word, expected, deadline.nanos(), deadline.isRealtime(), options);
    }

    @Override
    WaitResult awaitNanos(FutexWord word, int expected, long timeoutNanos, WaitOptions options) {
        if (!KernelSleep.isUsed()) {
            return awaitParked(word, expected, Deadline.afterNanos(timeoutNanos), options);
        }
        if (options.interruptible() || !options.matchesAny()) {
            long deadline = Deadline.nanoTimeAfter(timeoutNanos);
            return awaitInKernel(word, expected, deadline, false, options);
        }
        int result = kernel.awaitNanos(word.address(), word.isShared(), expected, timeoutNanos);
        return waitResult(result, FutexOperation.WAIT, word);
    }

    private WaitResult awaitParked(
            FutexWord word, int expected, Deadline deadline, WaitOptions options) {
        requireMapped(word, FutexOperation.WAIT_BITSET);
        return word.isShared()
                ? reactor.await(word, expected, deadline, options)
                : parking.await(word, expected, deadline, options);
    }

    private WaitResult awaitInKernel(
            FutexWord word, int expected, long deadline, boolean realtime, WaitOptions options) {
        long address = word.address();
        boolean shared = word.isShared();
        int bitset = options.bitset();
        if (options.interruptible()) {
            int result =
                    kernel.awaitInterruptibly(
                            address, shared, expected, bitset, deadline, realtime);
            passOnIfWoken(result, word);
            return waitResult(result, FutexOperation.WAIT_BITSET, word);
        }
        if (bitset == Futex.MATCH_ANY && deadline == Deadline.NEVER_NANOS) {
            return waitResult(kernel.await(address, shared, expected), FutexOperation.WAIT, word);
        }
        int result = kernel.awaitBitset(address, shared, expected, bitset, deadline, realtime);
        return waitResult(result, FutexOperation.WAIT_BITSET, word);
    }

    @Override
    WaitAnyResult awaitAny(
            FutexWord[] words, int[] expected, Deadline deadline, boolean interruptible) {
        if (!KernelSleep.isUsed() || !kernel.hasWaitv()) {
            for (FutexWord word : words) {
                requireMapped(word, FutexOperation.WAITV);
            }
            return anyShared(words)
                    ? reactor.awaitAny(words, expected, deadline, interruptible)
                    : parking.awaitAny(words, expected, deadline, interruptible);
        }
        for (int i = 0; i < words.length; i++) {
            kernel.prepareAny(i, words[i].address(), words[i].isShared(), expected[i]);
        }
        int index =
                interruptible
                        ? kernel.awaitAnyInterruptibly(
                                words.length, deadline.nanos(), deadline.isRealtime())
                        : kernel.awaitAny(words.length, deadline.nanos(), deadline.isRealtime());
        passOnIfWoken(index, words[0]);
        return index >= 0
                ? WaitAnyResult.woken(index)
                : WaitAnyResult.of(waitResult(index, FutexOperation.WAITV, culprit(words, index)));
    }

    /** The wake may have been meant for any waiter, in the kernel or elsewhere. */
    private void passOnIfWoken(int result, FutexWord word) {
        if (result == KernelFutex.INTERRUPTED_AND_WOKEN) {
            reactor.passOn(word);
        }
    }

    /** The kernel does not say which word it could not read. */
    private FutexWord culprit(FutexWord[] words, int result) {
        for (int i = 0; result == -Errno.EFAULT && i < words.length; i++) {
            if (!kernel.isReadable(words[i].address())) {
                return words[i];
            }
        }
        return words[0];
    }

    private static boolean anyShared(FutexWord[] words) {
        for (FutexWord word : words) {
            if (word.isShared()) {
                return true;
            }
        }
        return false;
    }

    @Override
    CompletableFuture<WaitResult> awaitAsync(FutexWord word, int expected) {
        if (!word.isShared() && word.isForeign() && !kernel.isReadable(word.address())) {
            return CompletableFuture.failedFuture(
                    new FutexException(FutexOperation.WAIT, Errno.EFAULT, word.address()));
        }
        return word.isShared()
                ? reactor.awaitAsync(word, expected)
                : parking.awaitAsync(word, expected);
    }

    static WaitResult waitResult(int result, FutexOperation operation, FutexWord word) {
        if (result >= 0) {
            return WaitResult.WOKEN;
        }
        return switch (result) {
            case -Errno.EAGAIN -> WaitResult.VALUE_CHANGED;
            case -Errno.ETIMEDOUT -> WaitResult.TIMED_OUT;
            case KernelFutex.INTERRUPTED, KernelFutex.INTERRUPTED_AND_WOKEN ->
                    WaitResult.INTERRUPTED;
            case -Errno.EINTR -> WaitResult.SPURIOUS;
            default -> throw new FutexException(operation, -result, word.address());
        };
    }

    // Waking.

    @Override
    int wake(FutexWord word, int count, int bitset) {
        requireMapped(
                word, bitset == Futex.MATCH_ANY ? FutexOperation.WAKE : FutexOperation.WAKE_BITSET);
        // Pairs with a waiter in the lot, which announces itself and then reads the word.
        VarHandle.fullFence();
        if (word.isShared() || parking.isVacant(word)) {
            return kernelWake(word, count, bitset);
        }
        if (word.takeTurn()) {
            int woken = parking.wake(word, count, bitset);
            return woken == count ? woken : woken + kernelWake(word, count - woken, bitset);
        }
        int woken = kernelWake(word, count, bitset);
        return woken == count ? woken : woken + parking.wake(word, count - woken, bitset);
    }

    private int kernelWake(FutexWord word, int count, int bitset) {
        boolean any = bitset == Futex.MATCH_ANY;
        int woken =
                any
                        ? kernel.wake(word.address(), word.isShared(), count)
                        : kernel.wakeBitset(word.address(), word.isShared(), count, bitset);
        return count(woken, any ? FutexOperation.WAKE : FutexOperation.WAKE_BITSET, word);
    }

    private static int count(int result, FutexOperation operation, FutexWord word) {
        if (result < 0) {
            throw new FutexException(operation, -result, word.address());
        }
        return result;
    }

    @Override
    RequeueResult requeue(FutexWord from, FutexWord to, int wake, int requeue) {
        return requeue(from, to, wake, requeue, false, 0);
    }

    @Override
    RequeueResult cmpRequeue(FutexWord from, int expected, FutexWord to, int wake, int requeue) {
        return requeue(from, to, wake, requeue, true, expected);
    }

    private RequeueResult requeue(
            FutexWord from, FutexWord to, int wake, int requeue, boolean compare, int expected) {
        FutexOperation operation = compare ? FutexOperation.CMP_REQUEUE : FutexOperation.REQUEUE;
        requireMapped(from, operation);
        requireMapped(to, operation);
        VarHandle.fullFence(); // as in wake
        if (from.isShared() || parking.isVacant(from)) {
            int total = kernelRequeue(from, to, wake, requeue, compare, expected);
            return total < 0 ? RequeueResult.changed() : requeued(0, 0, total, wake);
        }
        return from.takeTurn()
                ? requeueLotFirst(from, to, wake, requeue, compare, expected)
                : requeueKernelFirst(from, to, wake, requeue, compare, expected);
    }

    /** The kernel makes the comparison, while the lot's queues are locked. */
    private RequeueResult requeueKernelFirst(
            FutexWord from, FutexWord to, int wake, int requeue, boolean compare, int expected) {
        ParkingLot.Moved moved =
                parking.requeue(
                        from,
                        to,
                        () -> {
                            int total = kernelRequeue(from, to, wake, requeue, compare, expected);
                            int woken = Math.min(total, wake);
                            return total < 0
                                    ? ParkingLot.Share.NONE
                                    : new ParkingLot.Share(
                                            wake - woken, requeue - (total - woken), total);
                        });
        return moved == null
                ? RequeueResult.changed()
                : requeued(moved.woken(), moved.requeued(), moved.others(), wake);
    }

    /**
     * The lot makes the comparison. The kernel's part follows without one: if the word had changed
     * in between, a comparison would leave out waiters that slept before the change. A waiter that
     * comes after the change and is moved sees a spurious wake.
     */
    private RequeueResult requeueLotFirst(
            FutexWord from, FutexWord to, int wake, int requeue, boolean compare, int expected) {
        ParkingLot.Moved moved =
                parking.requeue(
                        from,
                        to,
                        () ->
                                compare && from.get() != expected
                                        ? ParkingLot.Share.NONE
                                        : new ParkingLot.Share(wake, requeue, 0));
        if (moved == null) {
            return RequeueResult.changed();
        }
        int wakeLeft = wake - moved.woken();
        int requeueLeft = requeue - moved.requeued();
        int total =
                wakeLeft == 0 && requeueLeft == 0
                        ? 0
                        : kernelRequeue(from, to, wakeLeft, requeueLeft, false, 0);
        return requeued(moved.woken(), moved.requeued(), total, wakeLeft);
    }

    /** The kernel wakes before it moves, and returns the sum: what exceeds the wakes was moved. */
    private static RequeueResult requeued(int woken, int moved, int total, int kernelWakes) {
        int kernelWoken = Math.min(total, kernelWakes);
        return RequeueResult.of(woken + kernelWoken, moved + total - kernelWoken);
    }

    /** The number of woken and moved waiters; negative if the word had another value. */
    private int kernelRequeue(
            FutexWord from, FutexWord to, int wake, int requeue, boolean compare, int expected) {
        boolean shared = from.isShared();
        long source = from.address();
        long target = to.address();
        if (!compare) {
            int total = kernel.requeue(source, target, shared, wake, requeue);
            return count(total, FutexOperation.REQUEUE, from);
        }
        int total = kernel.cmpRequeue(source, target, shared, wake, requeue, expected);
        return total == -Errno.EAGAIN ? total : count(total, FutexOperation.CMP_REQUEUE, from);
    }

    @Override
    int wakeOp(FutexWord word, int wake, FutexWord second, int wakeSecond, WakeOp op) {
        requireMapped(word, FutexOperation.WAKE_OP);
        requireMapped(second, FutexOperation.WAKE_OP);
        VarHandle.fullFence(); // as in wake
        if (!word.isShared() && !(parking.isVacant(word) && parking.isVacant(second))) {
            return EmulatedEngine.stepwiseWakeOp(word, wake, second, wakeSecond, op);
        }
        int result =
                kernel.wakeOp(
                        word.address(),
                        second.address(),
                        word.isShared(),
                        wake,
                        wakeSecond,
                        op.encoded());
        int woken = count(result, FutexOperation.WAKE_OP, word);
        if (!word.isShared()) {
            wakeLatecomers(second);
        }
        return woken;
    }

    /**
     * Wakes waiters that came to the lot after it was found vacant, and saw the value that the
     * kernel then changed.
     */
    private void wakeLatecomers(FutexWord word) {
        VarHandle.fullFence();
        while (!parking.isVacant(word)) {
            try {
                parking.wake(word, Integer.MAX_VALUE, Futex.MATCH_ANY);
                return;
            } catch (OutOfMemoryError e) {
                ShortNap.take(); // the word has changed, so the wake must not be left out
            }
        }
    }

    /**
     * If the memory of a PRIVATE word is unmapped, the kernel finds no waiter there and reports no
     * error. A word keeps its own memory mapped, so only foreign memory needs this check, which is
     * a system call.
     */
    private void requireMapped(FutexWord word, FutexOperation operation) {
        if (word.isForeign() && !kernel.isReadable(word.address())) {
            throw new FutexException(operation, Errno.EFAULT, word.address());
        }
    }

    @Override
    int sleepers(FutexWord word) {
        requireMapped(word, FutexOperation.REQUEUE);
        int inKernel = kernelRequeue(word, word, 0, Integer.MAX_VALUE, false, 0);
        return inKernel + parking.sleepers(word);
    }

    // Priority inheritance.

    @Override
    PiLockResult lockPi(FutexWord word, Deadline deadline) {
        return pi.lock(word, deadline);
    }

    @Override
    PiLockResult tryLockPi(FutexWord word) {
        return pi.tryLock(word);
    }

    @Override
    PiUnlockResult unlockPi(FutexWord word) {
        return pi.unlock(word);
    }

    @Override
    int threadId() {
        return pi.threadId();
    }
}
