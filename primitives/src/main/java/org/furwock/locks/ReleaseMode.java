package org.furwock.locks;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.futex.lowlevel.Privileged;
import org.furwock.waiting.Choice;
import org.furwock.waiting.WaitPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Whether a release runs a full fence between its write of the state and its read of the wake flag.
 * It runs none if the waiter can run one for both ({@link AsymmetricFence}).
 *
 * <p><b>Choice.</b> {@code -Dfurwock.release=asymmetric|exchange}. Without it, releases are
 * asymmetric if the compilers are known to keep the order of the two accesses, a release write and
 * an opaque read. No specification demands that:
 *
 * <ul>
 *   <li>HotSpot's C1 and interpreter do not reorder accesses. C2 puts every access through a {@link
 *       VarHandle} that is not plain between {@code MemBarCPUOrder} nodes, which no access passes
 *       (barrierSetC2.cpp, {@code C2Access::needs_cpu_membar}).
 *   <li>Graal gives an opaque access no order at all ({@code MemoryOrderMode.OPAQUE}). It takes
 *       C2's place under the same {@code java.vm.name}, so it is recognized by the module {@value
 *       #JVMCI}, its interface to the virtual machine.
 * </ul>
 *
 * The stress test {@code AsymmetricRelease} has a broken twin with the two accesses in the wrong
 * order. The test must find it on each compiler that is allowed here. The first thread that sleeps
 * asks the kernel for {@code membarrier}, so an uncontended lock loads no native code.
 *
 * <p><b>Changing over.</b> If the kernel refuses, at that time or later, {@link #fenced} is set for
 * ever, and a rendezvous of all threads follows. A release writes the state, then reads {@code
 * fenced}, then reads the wake flag. If it read {@code fenced} before the rendezvous, its write is
 * visible after the rendezvous; else it sees {@code fenced} and runs the fence. So one rendezvous
 * serves all locks, and covers the releases under way. Until it is over, {@link #fenced} says
 * nothing about releases under way. A thread that fences in that time runs a heavy fence or a
 * rendezvous of its own.
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

    /** Whether each release runs a full fence; changes from false to true once at most. */
    static volatile boolean fenced = isFencedFromStart(Privileged.property(PROPERTY), isOrdered());

    /**
     * Whether all releases that did not see {@link #fenced} are visible: the rendezvous is over.
     */
    private static volatile boolean settled = fenced;

    private ReleaseMode() {}

    private static boolean isOrdered() {
        return isOrdered(
                Privileged.property("java.vm.name"),
                ModuleLayer.boot().findModule(JVMCI).isPresent());
    }

    /** Whether the compilers are HotSpot's C1 and C2. */
    static boolean isOrdered(@Nullable String vm, boolean hasJvmci) {
        return vm != null && (vm.contains("HotSpot") || vm.contains("OpenJDK")) && !hasJvmci;
    }

    /**
     * Whether releases are fenced from the start.
     *
     * @param ordered whether the compilers keep the order of the two accesses
     * @throws IllegalArgumentException for an unknown name, or if the mode is not available here
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
     * Called by a thread after it has announced itself, before it reads the state: a full fence for
     * this thread and for every release under way. Without memory for the call it waits for memory.
     */
    static void heavyFence() {
        while (!tryHeavyFence()) {
            LockSupport.parkNanos(WaitPolicy.OUT_OF_MEMORY_PAUSE);
        }
    }

    /**
     * As {@link #heavyFence()}, but does not wait for memory.
     *
     * @return whether the fence was run. If not, a release may overlook the announcement: the
     *     caller must not sleep without a time limit.
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
