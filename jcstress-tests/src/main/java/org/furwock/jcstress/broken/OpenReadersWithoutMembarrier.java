package org.furwock.jcstress.broken;

import org.furwock.jcstress.reentrant.OpenReaders;
import org.furwock.sync.FutexReentrantReadWriteLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** BROKEN: the writer fences for itself alone, and does not see who has just come in to read. */
@JCStressTest
@State
public class OpenReadersWithoutMembarrier extends OpenReaders {

    static {
        Membarrier.takeAwayFrom(new FutexReentrantReadWriteLock());
    }

    @Override
    @Actor
    public void writer() {
        super.writer();
    }

    @Override
    @Actor
    public void reader(Z_Result result) {
        super.reader(result);
    }
}
