package org.furwock.sync;

import java.util.Arrays;
import java.util.Locale;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.jspecify.annotations.Nullable;

/**
 * How {@link QueuedLock} releases: chosen once, for all locks, by {@code
 * -Dfurwock.release=asymmetric|exchange} or else by what kernel and virtual machine grant.
 */
enum ReleaseMode {
    /** Without a fence: who is about to sleep pays for it. */
    ASYMMETRIC,

    /** With a fence in each release. */
    EXCHANGE;

    private static final String PROPERTY = "furwock.release";

    static final ReleaseMode CHOSEN = choose(System.getProperty(PROPERTY));

    /**
     * The mode of this name, or the best one if there is none.
     *
     * @throws IllegalArgumentException for another name, or if the mode is not to be had here
     */
    static ReleaseMode choose(@Nullable String name) {
        if (name == null) {
            return isAsymmetricGranted() ? ASYMMETRIC : EXCHANGE;
        }
        ReleaseMode mode =
                Arrays.stream(values())
                        .filter(m -> m.toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> unknown(name));
        if (mode == ASYMMETRIC && !isAsymmetricGranted()) {
            throw new IllegalArgumentException(
                    PROPERTY + "=" + name + " needs membarrier and HotSpot; choose " + EXCHANGE);
        }
        return mode;
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                PROPERTY + "=" + name + ": choose one of " + Arrays.toString(values()));
    }

    /** Membarrier is asked for; the order that HotSpot's compilers keep is known of them alone. */
    private static boolean isAsymmetricGranted() {
        String vm = System.getProperty("java.vm.name", "");
        return AsymmetricFence.isAvailable() && (vm.contains("HotSpot") || vm.contains("OpenJDK"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
