package org.furwock.futex;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * An absolute time at which a wait ends. A wait that is repeated after a spurious return keeps the
 * same deadline.
 *
 * <p>Immutable. The kernel does not wake before the deadline. It may wake later, by its timer slack
 * (50 microseconds by default) and by the time that other threads hold the processor.
 *
 * @since 1.0
 */
public final class Deadline {

    /** The clock of a deadline. */
    public enum Clock {
        /** CLOCK_MONOTONIC, the clock of {@link System#nanoTime()}, which cannot be set. */
        MONOTONIC,
        /** CLOCK_REALTIME, the wall clock: a wait follows when it is set. */
        REALTIME
    }

    /** The time of {@link #NEVER}. */
    static final long NEVER_NANOS = Long.MAX_VALUE;

    /** The deadline that never comes. There is no other one: it can be compared with {@code ==}. */
    public static final Deadline NEVER = new Deadline(Clock.MONOTONIC, NEVER_NANOS);

    /** A deadline that has passed: a wait until then is a try. */
    public static final Deadline NOW = new Deadline(Clock.MONOTONIC, System.nanoTime());

    private final Clock clock;
    private final long nanos;

    private Deadline(Clock clock, long nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * A deadline on the monotonic clock, this long from now.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public static Deadline after(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative: " + duration);
        }
        // Beyond 292 years Duration.toNanos() overflows, and such a wait is for ever.
        boolean finite = duration.toSeconds() < NEVER_NANOS / 1_000_000_000L;
        return finite ? afterNanos(duration.toNanos()) : NEVER;
    }

    /**
     * A deadline on the monotonic clock, this many nanoseconds from now.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static Deadline afterNanos(long nanos) {
        Checks.requireTimeout(nanos);
        return atNanoTime(nanoTimeAfter(nanos));
    }

    /**
     * The deadline of a time-out as {@code java.util.concurrent} counts it: {@link #NOW} if it is 0
     * or less, {@link #NEVER} if it ends more than 292 years from now.
     */
    public static Deadline ofTimeout(long nanos) {
        return nanos <= 0 ? NOW : atNanoTime(nanoTimeAfter(nanos));
    }

    /** A deadline at a value of {@link System#nanoTime()}; {@link Long#MAX_VALUE} is never. */
    public static Deadline atNanoTime(long nanoTime) {
        return nanoTime == NEVER_NANOS ? NEVER : new Deadline(Clock.MONOTONIC, nanoTime);
    }

    /**
     * A deadline on the wall clock.
     *
     * @throws IllegalArgumentException if the instant is before 1970
     */
    public static Deadline at(Instant instant) {
        Objects.requireNonNull(instant, "instant");
        if (instant.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException("instant must not be before 1970: " + instant);
        }
        boolean finite = instant.getEpochSecond() < NEVER_NANOS / 1_000_000_000L;
        long nanos = instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
        return finite ? new Deadline(Clock.REALTIME, nanos) : NEVER;
    }

    /** Now if {@code nanos} is 0 or less, {@link #NEVER_NANOS} if it overflows. */
    static long nanoTimeAfter(long nanos) {
        long now = System.nanoTime();
        long deadline = now + Math.max(nanos, 0);
        return deadline < now ? NEVER_NANOS : deadline;
    }

    /** The clock of this deadline. */
    public Clock clock() {
        return clock;
    }

    /** The time on that clock in nanoseconds. */
    public long nanos() {
        return nanos;
    }

    /**
     * Nanoseconds from now until the deadline: 0 or less if it has passed, {@link Long#MAX_VALUE}
     * if it never comes, or not in 292 years. On the wall clock, up to a millisecond too long.
     */
    public long remainingNanos() {
        if (nanos == NEVER_NANOS) {
            return NEVER_NANOS;
        }
        // Instant.now() would be more exact, but allocates.
        return difference(
                nanos,
                isRealtime()
                        ? TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis())
                        : System.nanoTime());
    }

    /** The difference of two times, which may be negative; limited to the range of a long. */
    static long difference(long to, long from) {
        long difference = to - from;
        boolean overflow = ((to ^ from) & (to ^ difference)) < 0;
        return overflow ? (to < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }

    /** Whether the deadline has passed. */
    public boolean isOver() {
        return remainingNanos() <= 0;
    }

    boolean isRealtime() {
        return clock == Clock.REALTIME;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Deadline that && clock == that.clock && nanos == that.nanos;
    }

    @Override
    public int hashCode() {
        return Objects.hash(clock, nanos);
    }

    @Override
    public String toString() {
        return nanos == NEVER_NANOS ? "never" : clock + " " + nanos + " ns";
    }
}
