package org.furwock.futex.linux;

import org.jspecify.annotations.Nullable;

/**
 * Finds the ways into the kernel that this process has, and says why it does not have the others.
 */
public final class NativeCallsLoader {

    /**
     * A way into the kernel, or the reason why it is closed.
     *
     * @param calls the open way, else null
     * @param obstacle why it is closed, empty if it is open
     */
    public record Result(@Nullable NativeCalls calls, String obstacle) {}

    private NativeCallsLoader() {}

    /** Through JNA. */
    public static Result jna() {
        try {
            return new Result(new JnaCalls(), "");
        } catch (LinkageError e) {
            return new Result(null, "JNA cannot be loaded: " + e);
        }
    }

    /** Through the foreign function and memory API. */
    public static Result ffm() {
        try {
            return new Result(FfmSupport.calls(), "");
        } catch (UnsupportedOperationException | LinkageError e) {
            return new Result(null, String.valueOf(e.getMessage()));
        }
    }
}
