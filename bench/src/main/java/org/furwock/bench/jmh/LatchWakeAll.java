package org.furwock.bench.jmh;

import java.util.concurrent.CountDownLatch;
import org.furwock.sync.Latch;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The sleepers wait at a latch, which one {@code countDown} opens. */
@State(Scope.Benchmark)
public class LatchWakeAll extends WakeAll {

    /** The latches. */
    public enum Kind {
        /** A count on one word. */
        LATCH("Latch"),
        /** The JDK's. */
        COUNT_DOWN_LATCH("CountDownLatch");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** The common name. */
        public String title() {
            return title;
        }

        private Gate create() {
            return switch (this) {
                case LATCH -> new Ours(new Latch(1));
                case COUNT_DOWN_LATCH -> new Jdk(new CountDownLatch(1));
            };
        }
    }

    private interface Gate {
        void await() throws InterruptedException;

        void countDown();
    }

    private record Ours(Latch latch) implements Gate {
        @Override
        public void await() throws InterruptedException {
            latch.await();
        }

        @Override
        public void countDown() {
            latch.countDown();
        }
    }

    private record Jdk(CountDownLatch latch) implements Gate {
        @Override
        public void await() throws InterruptedException {
            latch.await();
        }

        @Override
        public void countDown() {
            latch.countDown();
        }
    }

    /** Which latch. */
    @Param public Kind kind;

    @Override
    protected WaitPoint createWaitPoint() {
        return new LatchWaitPoint(kind);
    }

    private static final class LatchWaitPoint implements WaitPoint {

        private final Kind kind;
        private volatile Gate gate;

        LatchWaitPoint(Kind kind) {
            this.kind = kind;
            this.gate = kind.create();
        }

        @Override
        public void sleep(Runnable bound) throws InterruptedException {
            Gate mine = gate;
            bound.run();
            mine.await();
        }

        @Override
        public void wakeAll() {
            Gate opened = gate;
            gate = kind.create(); // for the next round: a latch opens once
            opened.countDown();
        }
    }
}
