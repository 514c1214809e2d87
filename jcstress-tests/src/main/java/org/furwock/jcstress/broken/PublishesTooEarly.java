package org.furwock.jcstress.broken;

import org.furwock.jcstress.futex.WordPublication;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** BROKEN: publishes first and writes then. */
@JCStressTest
@State
public class PublishesTooEarly extends WordPublication {

    @Override
    protected void write() {
        word.setRelease(1);
        data = 1;
    }

    @Override
    @Actor
    public void writer() {
        super.writer();
    }

    @Override
    @Actor
    public void reader(II_Result result) {
        super.reader(result);
    }
}
