package org.furwock.bench.cli;

import org.furwock.bench.compare.Case;
import org.furwock.bench.compare.Progress;

/** Shows nothing, for short runs. */
final class NoProgress implements Progress {

    @Override
    public void round(int round, int rounds) {}

    @Override
    public void begin(Case work) {}

    @Override
    public void turn() {}

    @Override
    public void close() {}
}
