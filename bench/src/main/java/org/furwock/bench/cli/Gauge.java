package org.furwock.bench.cli;

import java.time.Duration;
import java.util.List;
import org.furwock.bench.compare.Case;
import org.furwock.bench.compare.Comparison;
import org.furwock.bench.compare.ForkMode;
import org.furwock.bench.compare.Pace;
import org.furwock.bench.compare.Progress;

/** Runs a comparison and shows its progress. */
record Gauge(Pace pace, int rounds, Duration limit, ForkMode forkMode) {

    /** Runs it. */
    Comparison run(List<Case> cases) throws InterruptedException {
        try (Progress progress = progress(Comparison.turns(cases, pace, rounds))) {
            Comparison comparison = new Comparison(cases, pace, rounds, limit, forkMode, progress);
            comparison.run();
            return comparison;
        }
    }

    private static Progress progress(long turns) {
        return Terminal.isErrorInteractive()
                ? new BarProgress(turns)
                : new LineProgress(System.err);
    }
}
