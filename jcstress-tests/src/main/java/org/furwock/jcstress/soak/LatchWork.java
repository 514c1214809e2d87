package org.furwock.jcstress.soak;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.furwock.futex.FutexWord;
import org.furwock.sync.Latch;
import org.jspecify.annotations.Nullable;

/** Latches, one after the other. A thread that passes sees each write before a count-down. */
final class LatchWork implements Work {

    private final int workers;

    /** The number of each worker's latch. Two workers differ by at most one. */
    private final AtomicReferenceArray<Generation> places;

    private final boolean[] counted;
    private volatile boolean over;

    /** One latch. */
    private final class Generation {

        private final FutexWord word = FutexWord.allocate();
        private final Latch latch = new Latch(workers, word);
        private final int[] marks = new int[workers];
        private final AtomicReference<@Nullable Generation> next = new AtomicReference<>();

        Generation next() {
            next.compareAndSet(null, new Generation());
            Generation found = next.get();
            if (found == null) {
                throw new AssertionError();
            }
            return found;
        }
    }

    LatchWork(int workers) {
        this.workers = workers;
        places = new AtomicReferenceArray<>(workers);
        counted = new boolean[workers];
        Generation first = new Generation();
        for (int i = 0; i < workers; i++) {
            places.set(i, first);
        }
    }

    @Override
    public void round(Worker me) throws InterruptedException {
        int number = me.number();
        Generation here = places.get(number);
        if (!counted[number]) {
            here.marks[number] = 1;
            counted[number] = true;
            here.latch.countDown();
        }
        if (!passed(me, here.latch) || over) {
            return;
        }
        for (int mark : here.marks) {
            Loss.unlessEqual(1, mark, "a mark behind the latch");
        }
        places.set(number, here.next());
        counted[number] = false;
        me.done();
    }

    private static boolean passed(Worker me, Latch latch) throws InterruptedException {
        long limit = me.limitNanos();
        if (limit == 0) {
            latch.await();
            return true;
        }
        return me.inTime(latch.await(limit, TimeUnit.NANOSECONDS));
    }

    @Override
    public boolean isAtRest(int[] inside) {
        return Arrays.stream(inside).allMatch(i -> places.get(i).latch.getCount() > 0);
    }

    @Override
    public void letGo() {
        over = true;
        for (int i = 0; i < workers; i++) {
            Generation place = places.get(i);
            for (int j = 0; j < workers; j++) {
                place.latch.countDown();
            }
        }
    }

    @Override
    public List<FutexWord> words() {
        return List.of(places.get(0).word);
    }

    @Override
    public String toString() {
        return places.get(0).latch.toString();
    }
}
