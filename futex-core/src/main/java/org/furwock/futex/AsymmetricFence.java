package org.furwock.futex;

import java.lang.invoke.VarHandle;
import org.furwock.futex.linux.Membarrier;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.linux.NativeCallsLoader;
import org.jspecify.annotations.Nullable;

/**
 * A full fence whose price is paid by one side alone: the side that rarely passes.
 *
 * <p>Two threads that each write one variable and then read the other's need a full fence between
 * the write and the read on both sides, or each can miss what the other wrote. With {@link
 * #heavy()} on one side, the other needs none: {@code membarrier(PRIVATE_EXPEDITED)} makes every
 * running thread of the process pass a full fence at some moment within the call. If the light
 * side's read came after that moment, it sees what was written before the heavy fence; if it came
 * before, then its own write is visible after the heavy fence.
 *
 * <p><b>Asked of the compiler:</b> that on the light side it keeps the write before the read, as
 * HotSpot does for a release write followed by an opaque read of a {@link VarHandle}. <b>Asked of
 * the kernel:</b> {@code membarrier} (Linux 4.14). Where it is not granted, {@link #isAvailable()}
 * is false and the light side must fence for itself.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/membarrier.2.html">membarrier(2)</a>
 */
public final class AsymmetricFence {

    private static final @Nullable Membarrier MEMBARRIER = find();

    private AsymmetricFence() {}

    private static @Nullable Membarrier find() {
        if (!KernelFeatures.current().hasMembarrier()) {
            return null;
        }
        NativeCalls ffm = NativeCallsLoader.ffm().calls();
        NativeCalls calls = ffm != null ? ffm : NativeCallsLoader.jna().calls();
        return calls == null ? null : Membarrier.register(calls);
    }

    /** Whether {@link #heavy()} spares the other side its fence. */
    public static boolean isAvailable() {
        return MEMBARRIER != null;
    }

    /**
     * A full fence for the calling thread and for every other thread of this process: half a
     * microsecond or two. Where it is not available, for the calling thread alone.
     */
    public static void heavy() {
        if (MEMBARRIER == null) {
            VarHandle.fullFence();
        } else {
            runSurely(MEMBARRIER);
        }
    }

    private static void runSurely(Membarrier membarrier) {
        while (true) {
            try {
                membarrier.run();
                return;
            } catch (OutOfMemoryError e) { // a call takes some until it is compiled
                ShortNap.take();
            }
        }
    }
}
