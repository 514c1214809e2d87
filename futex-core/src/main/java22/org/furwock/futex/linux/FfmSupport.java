package org.furwock.futex.linux;

/** The overlay's version: this JDK has the foreign function and memory API. */
final class FfmSupport {

    private FfmSupport() {}

    /** The system calls through the foreign function and memory API. */
    static NativeCalls calls() {
        return new FfmCalls();
    }
}
