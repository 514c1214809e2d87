package org.furwock.bench.compare;

/**
 * The number and length of the turns of one case in one round.
 *
 * @param warmups turns of each contestant that are not counted
 * @param warmupMillis the length of such a turn
 * @param measured turns of each contestant that are counted
 * @param millis the length of such a turn
 */
public record Pace(int warmups, int warmupMillis, int measured, int millis) {

    /**
     * The length of a warm-up turn. Threads that sleep and wake run their code a few thousand times
     * a second, so the JVM compiles that code late. After 0.15 s of warm-up a {@code signalAll} of
     * FutexReentrantLock to 8 sleepers took 270 µs, after 1.2 s 137 µs (JDK 25). ReentrantLock
     * sleeps and wakes in native code, and the JVM has run the rest of it at start-up.
     */
    private static final int WARMUP_MILLIS = 250;

    /** For a first look. */
    public static final Pace QUICK = new Pace(2, WARMUP_MILLIS, 3, 30);

    /** Long enough for compiled code, short enough for five rounds in a quarter of an hour. */
    public static final Pace NORMAL = new Pace(3, WARMUP_MILLIS, 3, 50);

    /** For figures to publish. */
    public static final Pace FULL = new Pace(5, WARMUP_MILLIS, 5, 200);

    private static final int LEAST_MILLIS_BESIDE_NEIGHBOURS = 500;

    /** All turns of the same length. */
    public Pace(int warmups, int measured, int millis) {
        this(warmups, millis, measured, millis);
    }

    /** The same with measured turns that are longer by a factor. */
    public Pace stretched(int factor) {
        return new Pace(warmups, warmupMillis, measured, factor * millis);
    }

    /** Longer turns, and much longer warm-up turns, until the code is compiled. */
    Pace ofPrograms() {
        return new Pace(warmups, Math.max(10 * millis, warmupMillis), measured, 6 * millis);
    }

    /**
     * Half as many measured turns, of at least half a second. Beside busy neighbours, the scheduler
     * makes a contestant fast or slow for about a second, and a short turn shows only one of the
     * two. Warm-up does not change, since the neighbours start after it.
     */
    public Pace besideNeighbours() {
        return new Pace(
                warmups,
                warmupMillis,
                (measured + 1) / 2,
                Math.max(LEAST_MILLIS_BESIDE_NEIGHBOURS, 5 * millis));
    }

    /** The number of all turns of one contestant. */
    public int turns() {
        return warmups + measured;
    }
}
