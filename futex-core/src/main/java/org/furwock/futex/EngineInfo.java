package org.furwock.futex;

import java.util.List;

/**
 * The engine that performs the operations in this process, and the reason for it.
 *
 * @param name {@code jna}, {@code ffm} or {@code emulated}
 * @param reason why this engine was chosen
 * @param rejected why the others were not, one sentence each: the cause, and the remedy
 * @since 1.0
 */
public record EngineInfo(String name, String reason, List<String> rejected) {

    /** Copies the list. */
    public EngineInfo {
        rejected = List.copyOf(rejected);
    }

    /**
     * The engine of this process.
     *
     * @throws IllegalStateException if the system property {@code furwock.engine} names one that
     *     does not exist or cannot be used here; the message names the choices
     */
    public static EngineInfo current() {
        Engines.current(); // throws if there is none
        return Engines.info();
    }

    /**
     * Whether the operations go through the kernel, and so reach threads of other processes. The
     * emulation reaches the threads of this process only.
     */
    public boolean reachesKernel() {
        return !name.equals(EmulatedEngine.NAME);
    }

    /**
     * Starts the engine of this process if no thread has begun to, and the caller is not in the
     * class transformer of an agent. For code that must not wait for another thread and can do
     * without an engine: starting one loads classes, and so runs the class transformers of agents,
     * which may wait for the caller.
     *
     * @return whether it has been started; false while any thread, also the calling one, is
     *     starting it
     * @throws IllegalStateException as {@link #current()}
     */
    public static boolean tryStart() {
        return Engines.tryStart();
    }
}
