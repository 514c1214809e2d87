package org.furwock.bench.jmh;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Phaser;
import org.furwock.sync.Barrier;

/** The barriers that one benchmark measures. */
public enum BarrierKind {
    /** Ours, on one word. */
    BARRIER("Barrier"),
    /** The JDK's. */
    CYCLIC_BARRIER("CyclicBarrier"),
    /** The JDK's larger one. */
    PHASER("Phaser");

    /** A barrier for a fixed number of parties. */
    interface Meeting {
        /** Waits until all parties have arrived. */
        void await() throws InterruptedException, BrokenBarrierException;
    }

    private final String title;

    BarrierKind(String title) {
        this.title = title;
    }

    /** The common name. */
    public String title() {
        return title;
    }

    /** A new barrier without waiting parties. */
    Meeting create(int parties) {
        return switch (this) {
            case BARRIER -> {
                Barrier barrier = new Barrier(parties);
                yield barrier::await;
            }
            case CYCLIC_BARRIER -> {
                CyclicBarrier barrier = new CyclicBarrier(parties);
                yield barrier::await;
            }
            case PHASER -> {
                Phaser phaser = new Phaser(parties);
                yield phaser::arriveAndAwaitAdvance;
            }
        };
    }
}
