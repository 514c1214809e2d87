package org.furwock.jcstress.futex;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.futex.FutexWord;
import org.furwock.jcstress.BrokenTwin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A release write publishes the writes before it to a thread that reads it with acquire. */
@JCStressTest
@Description("FutexWord: release and acquire publish a plain field. (word, field)")
@Outcome(id = "0, [01]", expect = ACCEPTABLE, desc = "Not published yet, so nothing is promised.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Published: the field is seen.")
@Outcome(id = "1, 0", expect = FORBIDDEN, desc = "Published, but the field is not seen.")
@State
public class WordPublication {

    protected final FutexWord word = FutexWord.allocate();
    protected int data;

    @Actor
    public void writer() {
        write();
    }

    protected void write() {
        data = 1;
        word.setRelease(1);
    }

    @Actor
    public void reader(II_Result result) {
        result.r1 = word.getAcquire();
        result.r2 = data;
    }

    /** Broken twin: publishes before it writes the data. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class PublishesBeforeWrite extends WordPublication {

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
}
