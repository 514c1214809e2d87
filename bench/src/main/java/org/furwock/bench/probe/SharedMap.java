package org.furwock.bench.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** The example: a plain map of counters, with a lock around it. */
public final class SharedMap implements LockWorkload {

    private static final int KEYS = 64;

    private final Map<Integer, Long> counters = new HashMap<>();
    private @Nullable Lock lock;
    private int next;

    /** Called by probe. */
    public SharedMap() {}

    @Override
    public void setUp(Lock given) {
        lock = given;
    }

    @Override
    public Object operation(int thread) {
        Lock held = lock;
        if (held == null) {
            throw new IllegalStateException("setUp has not been called");
        }
        held.lock();
        try {
            next = (next + 1) % KEYS;
            return counters.merge(next, 1L, Long::sum);
        } finally {
            held.unlock();
        }
    }
}
