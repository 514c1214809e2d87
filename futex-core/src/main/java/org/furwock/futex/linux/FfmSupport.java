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
        String reason =
                Runtime.version().feature() < 22
                        ? "it needs JDK 22 or newer and this is " + Runtime.version().feature()
                        : "futex-core runs from class files or a jar without META-INF/versions/22";
        throw new UnsupportedOperationException(reason);
    }
}
