package org.furwock.bench.compare;

/**
 * How long one round works on one case.
 *
 * @param warmups turns of each contestant that are not counted
 * @param measured turns of each contestant that are
 * @param millis the length of a turn
 */
public record Pace(int warmups, int measured, int millis) {

    /** For a first look. */
    public static final Pace QUICK = new Pace(2, 3, 30);

    /** Long enough for compiled code, short enough to be under three minutes. */
    public static final Pace NORMAL = new Pace(3, 4, 50);

    /** For figures to publish. */
    public static final Pace FULL = new Pace(5, 5, 200);

    /** The same with turns so many times as long. */
    public Pace stretched(int factor) {
        return new Pace(warmups, measured, factor * millis);
    }

    /** All turns of one contestant. */
    public int turns() {
        return warmups + measured;
    }
}
