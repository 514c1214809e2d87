package org.furwock.futex.linux;

import java.util.function.Function;
import java.util.function.Supplier;
import org.furwock.futex.lowlevel.Privileged;
import org.jspecify.annotations.Nullable;

/**
 * Loads the ways into the kernel that this process has, and says why it does not have the others.
 * Each is tried once: a class that failed to initialize reports its reason only the first time.
 */
public final class NativeCallsLoader {

    private static final Once<Result> JNA =
            new Once<>(() -> open(JnaCalls::start, LoadFailure::ofJna));

    private static final Once<Result> FFM =
            new Once<>(() -> open(FfmSupport::calls, LoadFailure::ofFfm));

    /**
     * A way into the kernel, or the reason why it is closed.
     *
     * @param calls the open way, else null
     * @param obstacle why it is closed and what to do about it, empty if it is open
     */
    public record Result(@Nullable NativeCalls calls, String obstacle) {}

    private NativeCallsLoader() {}

    /** Through JNA. */
    public static Result jna() {
        return JNA.get();
    }

    /** Through the foreign function and memory API. */
    public static Result ffm() {
        return FFM.get();
    }

    /** Package-private for tests. */
    static Result open(
            Supplier<? extends NativeCalls> way, Function<Throwable, String> explanation) {
        try {
            return new Result(Privileged.call(way), "");
        } catch (VirtualMachineError e) {
            throw e; // of memory or of stack: tried again at the next use
        } catch (RuntimeException | Error e) { // JNA throws plain Errors
            return new Result(null, explanation.apply(e));
        }
    }
}
