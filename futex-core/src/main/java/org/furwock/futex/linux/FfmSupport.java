package org.furwock.futex.linux;

/**
 * The Java 22 overlay replaces this class by one that starts the engine over the foreign function
 * and memory API. An older JDK, or a run outside the jar, uses this version.
 */
final class FfmSupport {

    private FfmSupport() {}

    /**
     * The system calls through the foreign function and memory API.
     *
     * @throws UnsupportedOperationException always, with the reason
     */
    static NativeCalls calls() {
        int version = Runtime.version().feature();
        throw new UnsupportedOperationException(
                version < 22
                        ? "it needs JDK 22 or newer and this is " + version
                        : LoadFailure.ofOverlay());
    }
}
