package org.furwock.futex;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.FeatureProbe;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.linux.NativeCallsLoader;
import org.furwock.futex.linux.Once;
import org.furwock.futex.lowlevel.Privileged;
import org.jspecify.annotations.Nullable;

/**
 * The features that this kernel, C library and virtual machine grant. Each is probed, and never
 * derived from a version number: containers filter system calls, and distributions backport
 * patches.
 *
 * <p>Loading this class works everywhere. If there is no kernel to ask, no feature is granted, and
 * {@link #obstacle()} says why.
 *
 * @since 1.0
 */
public final class KernelFeatures {

    /**
     * System property: with the value {@code off} this library does not use {@code futex_waitv}.
     */
    public static final String WAITV_PROPERTY = "furwock.waitv";

    private static final Once<KernelFeatures> CURRENT = new Once<>(KernelFeatures::ask);

    private final String obstacle;
    private final Set<FutexOperation> operations;
    private final boolean membarrier;
    private final boolean robustList;

    private KernelFeatures(
            String obstacle,
            Set<FutexOperation> operations,
            boolean membarrier,
            boolean robustList) {
        this.obstacle = obstacle;
        this.operations = Collections.unmodifiableSet(operations);
        this.membarrier = membarrier;
        this.robustList = robustList;
    }

    /** The features of this process, probed once. */
    public static KernelFeatures current() {
        return CURRENT.get();
    }

    private static KernelFeatures ask() {
        EnumSet<FutexOperation> granted = EnumSet.noneOf(FutexOperation.class);
        String obstacle = Abi.obstacle();
        if (!obstacle.isEmpty()) {
            return new KernelFeatures(obstacle, granted, false, false);
        }
        NativeCallsLoader.Result ffm = NativeCallsLoader.ffm();
        NativeCallsLoader.Result loaded = ffm.calls() != null ? ffm : NativeCallsLoader.jna();
        @Nullable NativeCalls calls = loaded.calls();
        if (calls == null) {
            return new KernelFeatures(loaded.obstacle(), granted, false, false);
        }
        FeatureProbe probe = new FeatureProbe(calls);
        for (FutexOperation operation : FutexOperation.values()) {
            boolean has =
                    operation == FutexOperation.WAITV
                            ? isWaitvGranted(calls)
                            : probe.hasFutexOperation(operation.code());
            if (has) {
                granted.add(operation);
            }
        }
        return new KernelFeatures("", granted, probe.hasMembarrier(), probe.hasRobustList());
    }

    static boolean isWaitvGranted(NativeCalls calls) {
        return !"off".equals(Privileged.property(WAITV_PROPERTY))
                && new FeatureProbe(calls).hasWaitv();
    }

    /** Why the kernel cannot be used at all, or the empty string. */
    public String obstacle() {
        return obstacle;
    }

    /** The operations that the kernel grants. */
    public Set<FutexOperation> operations() {
        return operations;
    }

    /** Whether the kernel grants an operation. */
    public boolean has(FutexOperation operation) {
        return operations.contains(operation);
    }

    /**
     * Whether {@code membarrier(PRIVATE_EXPEDITED)} is granted: one thread runs a full fence for
     * all.
     */
    public boolean hasMembarrier() {
        return membarrier;
    }

    /**
     * Whether the C library has registered a robust list of the known layout for this thread. A
     * lock on this list survives the death of its owner.
     */
    public boolean hasRobustList() {
        return robustList;
    }

    @Override
    public String toString() {
        return obstacle.isEmpty()
                ? "operations "
                        + operations
                        + ", membarrier "
                        + membarrier
                        + ", robust list "
                        + robustList
                : "none: " + obstacle;
    }
}
