package org.furwock.futex;

import java.util.List;

/**
 * Which engine carries out the operations in this process, and why.
 *
 * @param name {@code jna}, {@code ffm} or {@code emulated}
 * @param reason why this one
 * @param rejected why not the others, one sentence each
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
}
