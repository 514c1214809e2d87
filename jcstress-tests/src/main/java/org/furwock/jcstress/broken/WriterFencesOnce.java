package org.furwock.jcstress.broken;

import java.lang.invoke.VarHandle;
import org.furwock.jcstress.reentrant.ReaderSwitchesBack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** BROKEN: the writer that finds UNFENCED again fences for itself alone. */
@JCStressTest
@State
public class WriterFencesOnce extends ReaderSwitchesBack {

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
    protected void secondFence() {
        VarHandle.fullFence();
    }
}
