package org.furwock.jcstress.soak;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.furwock.futex.FutexWord;
import org.furwock.sync.Once;

/** Many Once objects, one after the other; sometimes the first run fails. */
final class OnceWork implements Work {

    private final AtomicReference<Generation> newest = new AtomicReference<>(new Generation());

    /** One Once with its action. */
    private static final class Generation {

        private final FutexWord word = FutexWord.allocate();
        private final Once once = new Once(word);
        private int runs;

        void run(Worker me) throws InterruptedException {
            if (me.random(2) == 0) {
                once.run(() -> action(me));
            } else {
                once.runInterruptibly(() -> action(me));
            }
            Loss.unlessEqual(1, runs, "runs of an action that must run once");
        }

        private void action(Worker me) {
            me.linger();
            if (me.random(4) == 0) {
                throw new Failed();
            }
            runs++;
        }
    }

    /** The action failed. */
    private static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Failed() {
            super(null, null, false, false);
        }
    }

    @Override
    public void round(Worker me) throws InterruptedException {
        Generation here = newest.get();
        try {
            here.run(me);
            newest.compareAndSet(here, new Generation());
            me.done();
        } catch (Failed e) {
            // The next worker tries.
        }
    }

    @Override
    public List<FutexWord> words() {
        return List.of(newest.get().word);
    }

    @Override
    public String toString() {
        return newest.get().once.toString();
    }
}
