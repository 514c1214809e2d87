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
 * asymmetric on a virtual machine whose compilers are known to keep the order of the two accesses.
 * Whether the kernel grants {@code membarrier} is asked by the first thread that sleeps, so that an
 * uncontended lock loads no native code.
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

    /** The values of the property. */
    enum Name {
        ASYMMETRIC,
        EXCHANGE
    }

    /** Whether each release runs a full fence; set once at most. */
    static volatile boolean fenced =
            isFencedFromStart(Privileged.property(PROPERTY), Privileged.property("java.vm.name"));

    /** Whether every release that did not see {@link #fenced} is visible; set once at most. */
    private static volatile boolean settled = fenced;

    private ReleaseMode() {}

    /**
     * Whether releases are fenced from the start.
     *
     * @throws IllegalArgumentException for an unknown name, or if the mode cannot be had here
     */
    static boolean isFencedFromStart(@Nullable String name, @Nullable String vm) {
        boolean ordered = vm != null && (vm.contains("HotSpot") || vm.contains("OpenJDK"));
        if (name == null) {
            return !ordered;
        }
        Name mode = Choice.parse(PROPERTY, name, Name.class);
        if (mode == Name.ASYMMETRIC && !(ordered && AsymmetricFence.isAvailable())) {
            throw new IllegalArgumentException(
                    PROPERTY + "=" + name + " needs membarrier and HotSpot; choose exchange");
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
