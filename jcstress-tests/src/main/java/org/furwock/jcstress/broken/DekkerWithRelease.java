package org.furwock.jcstress.broken;

import org.furwock.futex.FutexWord;
import org.furwock.jcstress.futex.WordDekker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** BROKEN: a release write may still be on its way when the read after it is done. */
@JCStressTest
@State
public class DekkerWithRelease extends WordDekker {

    @Override
    protected void write(FutexWord word) {
        word.setRelease(1);
    }

    @Override
    @Actor
    public void actor1(II_Result result) {
        super.actor1(result);
    }

    @Override
    @Actor
    public void actor2(II_Result result) {
        super.actor2(result);
    }
}
