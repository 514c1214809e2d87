package org.furwock.bench.cli;

import java.io.PrintStream;
import org.furwock.bench.compare.Case;
import org.furwock.bench.compare.Progress;

/** A line for each round, for a log. */
final class LineProgress implements Progress {

    private final PrintStream out;
    private final long start = System.nanoTime();

    LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void round(int round, int rounds) {
        long seconds = (System.nanoTime() - start) / 1_000_000_000L;
        out.println("round " + round + " of " + rounds + " begins after " + seconds + " s");
    }

    @Override
    public void begin(Case work) {
        // Too much for a log.
    }

    @Override
    public void turn() {
        // Too much for a log.
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
