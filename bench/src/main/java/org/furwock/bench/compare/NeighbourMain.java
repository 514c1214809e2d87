package org.furwock.bench.compare;

import org.furwock.bench.jmh.ParentWatch;

/** The program of one of the {@link Neighbours}: an endless loop. */
public final class NeighbourMain {

    /** Written to standard output just before the loop begins. */
    static final int READY = 'r';

    private NeighbourMain() {}

    /** Loops until its parent ends or the process is killed. */
    public static void main(String[] args) {
        ParentWatch.start();
        System.out.write(READY);
        System.out.flush();
        while (true) {
            Thread.onSpinWait();
        }
    }
}
