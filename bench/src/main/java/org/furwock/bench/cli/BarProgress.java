package org.furwock.bench.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.furwock.bench.compare.Case;
import org.furwock.bench.compare.Progress;

/** A progress bar with the remaining time, for interactive use. */
final class BarProgress implements Progress {

    /** A low rate: drawing takes processor time beside the measurement. */
    private static final int UPDATE_MILLIS = 1_000;

    private final ProgressBar bar;

    BarProgress(long turns) {
        this.bar =
                new ProgressBarBuilder()
                        .setTaskName("compare")
                        .setInitialMax(turns)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(UPDATE_MILLIS)
                        .clearDisplayOnFinish()
                        .build();
    }

    @Override
    public void round(int round, int rounds) {
        // The bar shows that.
    }

    @Override
    public void begin(Case work) {
        bar.setExtraMessage(" " + work);
    }

    @Override
    public void turn() {
        bar.step();
    }

    @Override
    public void close() {
        bar.close();
    }
}
