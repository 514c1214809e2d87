package org.furwock.jcstress.broken;

import org.furwock.jcstress.rwlock.ReadersUpgrade;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** BROKEN: must be found. A try to write does not look for readers, either. */
@JCStressTest
@State
public class ReaderLooksOnceUpgrade extends ReadersUpgrade {

    public ReaderLooksOnceUpgrade() {
        super(new ReaderLooksOnce());
    }

    @Actor
    public void actor1(ZZ_Result result) {
        result.r1 = upgrade();
    }

    @Actor
    public void actor2(ZZ_Result result) {
        result.r2 = upgrade();
    }
}
