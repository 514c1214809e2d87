package org.furwock.bench.cli;

/** A quick, rough estimate of a cost in this JVM. JMH makes the real measurements. */
final class QuickCost {

    private static final int WARMUP_PASSES = 50_000;
    private static final int PASSES = 20_000;
    private static final int BLOCKS = 10;

    /** The work in a loop of its own, so that it is compiled separately. */
    interface Loop {
        /**
         * Returns a value that depends on the work, so that the compiler cannot remove it; not
         * negative.
         */
        int run(int times);
    }

    private QuickCost() {}

    /** The fastest of some blocks: a disturbance can only make a block slower. */
    static double nanosPerPass(Loop loop) {
        nanos(loop, WARMUP_PASSES);
        nanos(loop, WARMUP_PASSES);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < BLOCKS; i++) {
            best = Math.min(best, nanos(loop, PASSES));
        }
        return (double) best / PASSES;
    }

    private static long nanos(Loop loop, int times) {
        long start = System.nanoTime();
        int result = loop.run(times);
        long nanos = System.nanoTime() - start;
        if (result < 0) {
            throw new AssertionError("the work went wrong: " + result);
        }
        return nanos;
    }
}
