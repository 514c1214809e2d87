package org.furwock.futex.linux;

/**
 * Stands where the Java 22 overlay puts the engine on the foreign function and memory API. This is
 * the version of the class that an older JDK, or a run outside the jar, sees.
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
