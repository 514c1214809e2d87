package org.furwock.bench.cli;

/** A rough cost in a moment, in this JVM. Real measurements are JMH's business. */
final class QuickCost {

    private static final int WARMUP_PASSES = 50_000;
    private static final int PASSES = 20_000;
    private static final int BLOCKS = 10;

    /** The work in a loop of its own, so that it is compiled for itself. */
    interface Loop {
        /** Something that depends on the work, so that nothing can be left out; not negative. */
        int run(int times);
    }

    private QuickCost() {}

    /** The fastest of some blocks: what disturbs a block only makes it slower. */
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
