package org.furwock.jcstress.broken;

import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.jcstress.reentrant.DrainingWriter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** BROKEN: the writer publishes itself after its heavy fence, before its look. */
@JCStressTest
@State
public class DrainerPublishesLate extends DrainingWriter {

    @Override
    @Actor
    public void reader(ZZ_Result result) {
        super.reader(result);
    }

    @Override
    @Actor
    public void writer(ZZ_Result result) {
        super.writer(result);
    }

    @Override
    protected void publishAndFence() {
        AsymmetricFence.heavy();
        publish();
    }
}
