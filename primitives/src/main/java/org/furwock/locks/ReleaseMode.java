package org.furwock.locks;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.futex.lowlevel.Privileged;
import org.furwock.waiting.Choice;
import org.furwock.waiting.WaitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Whether a release runs a full fence between its write and its look for a waiter. It does not
 * where the waiter can run one for both ({@link AsymmetricFence}).
 *
 * <p><b>Choice.</b> {@code -Dfurwock.release=asymmetric|exchange}. Without it, releases are
 * asymmetric if the compilers are known to keep the order of the two accesses, a release and an
 * opaque one. No specification asks that of them:
 *
 * <ul>
 *   <li>HotSpot's C1 and interpreter do not reorder accesses. C2 puts every access through a {@link
 *       VarHandle} that is not plain between {@code MemBarCPUOrder} nodes, which no access passes
 *       (barrierSetC2.cpp, {@code C2Access::needs_cpu_membar}).
 *   <li>Graal gives an opaque access no order at all ({@code MemoryOrderMode.OPAQUE}). It takes
 *       C2's place under the same {@code java.vm.name}, so it is told by its interface to the
 *       virtual machine, the module {@value #JVMCI}.
 * </ul>
 *
 * The stress test {@code AsymmetricRelease} has a twin whose two accesses are in the wrong order;
 * it must be found on each compiler that is allowed here. Whether the kernel grants {@code
 * membarrier} is asked by the first thread that sleeps, so that an uncontended lock loads no native
 * code.
 *
 * <p><b>Changing over.</b> If the kernel refuses, then or later, {@link #fenced} is set for good
 * and a rendezvous of all threads follows. A release writes the state, then reads {@code fenced},
 * then reads the wake flag. If it read {@code fenced} before the rendezvous, its write is visible
 * after the rendezvous; else it sees {@code fenced} and runs the fence. Therefore one rendezvous
 * serves all locks, and releases that were under way meanwhile are covered. Until the rendezvous is
 * over, {@link #fenced} alone says nothing about releases under way: a thread that fences in that
 * time does not rely on it, but runs a heavy fence or a rendezvous of its own.
 */
final class ReleaseMode {

    static final String PROPERTY = "furwock.release";

    /** What HotSpot loads if a compiler in Java may take C2's place. */
    private static final String JVMCI = "jdk.internal.vm.ci";

    /** The values of the property. */
    enum Name {
        ASYMMETRIC,
        EXCHANGE
    }

    /** Whether each release runs a full fence; set once at most. */
    static volatile boolean fenced = isFencedFromStart(Privileged.property(PROPERTY), isOrdered());

    /** Whether every release that did not see {@link #fenced} is visible; set once at most. */
    private static volatile boolean settled = fenced;

    private ReleaseMode() {}

    private static boolean isOrdered() {
        return isOrdered(
                Privileged.property("java.vm.name"),
                ModuleLayer.boot().findModule(JVMCI).isPresent());
    }

    /** Whether C1 and C2 are the compilers: HotSpot's, and no other in their place. */
    static boolean isOrdered(@Nullable String vm, boolean hasJvmci) {
        return vm != null && (vm.contains("HotSpot") || vm.contains("OpenJDK")) && !hasJvmci;
    }

    /**
     * Whether releases are fenced from the start.
     *
     * @param ordered whether the compilers keep the order of the two accesses
     * @throws IllegalArgumentException for an unknown name, or if the mode cannot be had here
     */
    static boolean isFencedFromStart(@Nullable String name, boolean ordered) {
        if (name == null) {
            return !ordered;
        }
        Name mode = Choice.parse(PROPERTY, name, Name.class);
        if (mode == Name.ASYMMETRIC && !(ordered && AsymmetricFence.isAvailable())) {
            throw new IllegalArgumentException(
                    PROPERTY
                            + "="
                            + name
                            + " needs membarrier, and HotSpot without Graal; choose exchange");
        }
        return mode == Name.EXCHANGE;
    }

    /**
     * By a thread between its announcement and its look at the state: a full fence for it, and for
     * every release that is under way. Without memory for the call it waits for some.
     */
    static void heavyFence() {
        while (!tryHeavyFence()) {
            LockSupport.parkNanos(WaitPolicy.OUT_OF_MEMORY_PAUSE);
        }
    }

    /**
     * As {@link #heavyFence()}, but does not wait for memory.
     *
     * @return whether it was run. If not, the caller's announcement may be overlooked: it must not
     *     sleep without a time limit.
     */
    static boolean tryHeavyFence() {
        try {
            if (settled) {
                VarHandle.fullFence();
            } else if (!AsymmetricFence.tryHeavy()) {
                fenced = true;
                AsymmetricFence.rendezvous();
                settled = true;
            }
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }
}
