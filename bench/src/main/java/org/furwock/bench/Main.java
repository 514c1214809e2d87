package org.furwock.bench;

import org.furwock.bench.cli.BenchCommand;

/** The main class of the jar. */
public final class Main {

    private Main() {}

    /** Runs the command line and exits with its status: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] args) {
        System.exit(BenchCommand.run(args));
    }
}
