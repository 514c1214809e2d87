package org.furwock.jcstress.broken;

import org.furwock.jcstress.rwlock.ReadersAndWriter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** BROKEN: must be found. See {@link ReaderLooksOnce} and the scenario. */
@JCStressTest
@State
public class ReaderLooksOnceVisibility extends ReadersAndWriter {

    public ReaderLooksOnceVisibility() {
        super(new ReaderLooksOnce());
    }

    @Actor
    public void actor1() {
        write();
    }

    @Actor
    public void actor2(III_Result result) {
        read(result);
    }
}
