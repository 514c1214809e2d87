package org.furwock.futex.lowlevel;

import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.FeatureProbe;
import org.furwock.futex.linux.Membarrier;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.linux.NativeCallsLoader;
import org.furwock.futex.linux.Once;

/**
 * A full fence that one side runs for both.
 *
 * <p>Two threads that each write one variable and then read the other's need a full fence between
 * the write and the read on both sides. Otherwise each can miss the other's write. With {@link
 * #heavy()} on one side, the other side needs none: every running thread of the process passes a
 * full fence at some moment within the call. If the light side's read came after that moment, it
 * sees what was written before the heavy fence. If it came before, the light side's own write is
 * visible after the heavy fence.
 *
 * <p><b>Algorithm.</b> {@code membarrier(PRIVATE_EXPEDITED)} does this in about a microsecond. If
 * the kernel refuses the call after it had granted it (a filter that was installed later, a process
 * restored from a checkpoint), the process registers once more. If that fails too, {@link
 * #rendezvous()} brings all Java threads to a safepoint, which is a full fence for each of them and
 * takes milliseconds.
 *
 * <p><b>The compiler</b> must keep the write before the read on the light side. HotSpot keeps that
 * order for accesses through a {@link VarHandle} that are not plain.
 *
 * <p><b>Source.</b> liburcu, which uses membarrier in this way.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/membarrier.2.html">membarrier(2)</a>
 */
public final class AsymmetricFence {

    /** Pause after a call that failed for want of memory, before the next try. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Once<Optional<Membarrier>> MEMBARRIER = new Once<>(AsymmetricFence::find);

    private AsymmetricFence() {}

    /** Asks for this operation alone: for another one a filter may kill the process. */
    private static Optional<Membarrier> find() {
        if (!Abi.obstacle().isEmpty()) {
            return Optional.empty();
        }
        NativeCalls ffm = NativeCallsLoader.ffm().calls();
        NativeCalls calls = ffm != null ? ffm : NativeCallsLoader.jna().calls();
        return calls != null && new FeatureProbe(calls).hasMembarrier()
                ? Optional.ofNullable(Membarrier.register(calls))
                : Optional.empty();
    }

    /**
     * Whether the kernel granted {@code membarrier} when this was first asked. False while the
     * calling thread is asking.
     */
    public static boolean isAvailable() {
        return !MEMBARRIER.isMakingHere() && MEMBARRIER.get().isPresent();
    }

    /**
     * A full fence for the calling thread and for every other thread of this process. Takes about a
     * microsecond if the kernel grants {@code membarrier}, otherwise milliseconds. It does not
     * throw if the kernel refuses or there is no memory.
     */
    public static void heavy() {
        boolean done = false;
        while (!done) {
            try {
                if (!tryHeavy()) {
                    rendezvous();
                }
                done = true;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    /**
     * As {@link #heavy()}, but only if the kernel grants {@code membarrier}, or has not been asked
     * yet.
     *
     * @return whether the fence was run; if not, a fence of the caller alone was run
     * @throws OutOfMemoryError if there is no memory for the native call, which may allocate until
     *     C2 has compiled it; the caller's own fence was run
     */
    public static boolean tryHeavy() {
        VarHandle.fullFence();
        Optional<Membarrier> membarrier = MEMBARRIER.tryGet();
        if (membarrier == null) { // a thread is asking, and may wait for the caller
            rendezvous();
            return true;
        }
        return membarrier.isPresent() && membarrier.get().run();
    }

    /**
     * A full fence for every Java thread of this process, by a safepoint of the virtual machine:
     * takes milliseconds, more with many threads.
     *
     * @throws OutOfMemoryError if there is no memory for the stacks: the fence may not have run
     */
    public static void rendezvous() {
        // A dump of all stacks is the one safepoint operation of java.base that every program may
        // ask for, cannot be switched off, and never runs concurrently.
        if (Thread.getAllStackTraces().isEmpty()) {
            throw new AssertionError("the caller is a thread");
        }
    }
}
