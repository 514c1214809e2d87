package org.furwock.jcstress.broken;

import org.furwock.futex.FutexWord;

/** BROKEN: says that it was run when the run begins. */
final class OnceSaysDoneTooEarly {

    private final FutexWord done = FutexWord.allocate();

    void run(Runnable action) {
        if (done.compareAndSet(0, 1)) {
            action.run();
        }
    }
}
