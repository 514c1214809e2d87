package org.furwock.jcstress.rwlock;

import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** RwLock, read so often that readers pass its word: see the scenario. */
@JCStressTest
@State
public class BiasedReaders extends ReadersWithoutFence {

    private static final RwLock LOCK = new RwLock();

    public BiasedReaders() {
        super(LOCK);
    }

    @Actor
    public void writer() {
        write();
    }

    @Actor
    public void reader(Z_Result result) {
        read(result);
    }
}
