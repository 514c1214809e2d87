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

    /** The engine's own way into the kernel. */
    public static NativeCalls calls() {
        assumeKernel("it makes no system calls");
        NativeCallsLoader.Result loaded =
                name().equals("ffm") ? NativeCallsLoader.ffm() : NativeCallsLoader.jna();
        return loaded.calls();
    }
}
