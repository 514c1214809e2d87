package org.furwock.futex;

import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.linux.NativeCallsLoader;
import org.junit.jupiter.api.Assumptions;

/**
 * The abilities of the engine of this test run, and skips with a reason for tests that need more.
 */
public final class TestEngines {

    private TestEngines() {}

    /** The engine's name. */
    public static String name() {
        return EngineInfo.current().name();
    }

    /** Whether the kernel does the work. */
    public static boolean isKernel() {
        return EngineInfo.current().reachesKernel();
    }

    /** Skips a test of what only a kernel can do. */
    public static void assumeKernel(String why) {
        Assumptions.assumeTrue(isKernel(), () -> "the engine is emulated: " + why);
    }

    /** Skips a test of what this kernel does not have. */
    public static void assumeGranted(FutexOperation operation) {
        assumeKernel("it does not ask a kernel");
        Assumptions.assumeTrue(
                KernelFeatures.current().has(operation),
                () -> "this kernel does not grant " + operation.kernelName());
    }

    /**
     * Skips a test that an interrupt, or a cancelled future, wakes no other sleeper of the word:
     * without {@code futex_waitv} the interrupter wakes all of them until its own thread has
     * noticed.
     */
    public static void assumeInterruptsWakeNoOther() {
        Assumptions.assumeTrue(
                !isKernel() || KernelFeatures.current().has(FutexOperation.WAITV),
                "without futex_waitv an interrupt wakes the other sleepers of the word too");
    }

    /** The engine's own way into the kernel. */
    public static NativeCalls calls() {
        assumeKernel("it makes no system calls");
        NativeCallsLoader.Result loaded =
                name().equals("ffm") ? NativeCallsLoader.ffm() : NativeCallsLoader.jna();
        return loaded.calls();
    }
}
