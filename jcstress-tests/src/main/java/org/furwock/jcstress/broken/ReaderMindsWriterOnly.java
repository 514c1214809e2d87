package org.furwock.jcstress.broken;

import org.furwock.jcstress.reentrant.ReaderModeChange;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** BROKEN: the second look finds another mode, and no writer, and the reader is in. */
@JCStressTest
@State
public class ReaderMindsWriterOnly extends ReaderModeChange {

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
    protected boolean acquires(long before, long after) {
        return (after & WANTED) == 0;
    }
}
