package org.furwock.bench.programs;

import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** Borrows an object, works with it for a short time, and returns it. */
final class PoolProgram implements Program {

    private static final int WORK = 50;

    private final GenericObjectPool<long[]> pool;

    PoolProgram(int objects, boolean fair) {
        GenericObjectPoolConfig<long[]> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(objects);
        config.setMaxIdle(objects);
        config.setFairness(fair);
        config.setJmxEnabled(false);
        pool = new GenericObjectPool<>(new Counters(), config);
    }

    @Override
    public long operate(long random) throws Exception {
        long[] counter = pool.borrowObject();
        try {
            for (int i = 0; i < WORK; i++) {
                counter[0] = counter[0] * 31 + random;
            }
            return counter[0];
        } finally {
            pool.returnObject(counter);
        }
    }

    private static final class Counters extends BasePooledObjectFactory<long[]> {

        @Override
        public long[] create() {
            return new long[1];
        }

        @Override
        public PooledObject<long[]> wrap(long[] counter) {
            return new DefaultPooledObject<>(counter);
        }
    }
}
