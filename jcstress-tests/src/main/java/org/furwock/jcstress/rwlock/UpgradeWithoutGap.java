package org.furwock.jcstress.rwlock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.furwock.jcstress.BrokenTwin;
import org.furwock.jcstress.Meeting;
import org.furwock.jcstress.Pace;
import org.furwock.sync.RwLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads read, upgrade and write what they have read plus one. */
@Description("RwLock: no other thread writes between an upgrader's read and its write.")
@Outcome(
        id = {"1, 2", "2, 1"},
        expect = ACCEPTABLE,
        desc = "One after the other.")
@Outcome(expect = FORBIDDEN, desc = "A write came in between, and is lost.")
@JCStressTest
@State
@SuppressWarnings("LockNotBeforeTry") // an exception ends the run anyway
public class UpgradeWithoutGap {

    private static final int TURNS = 50;

    private final RwLock lock = new RwLock();
    private final Meeting meeting = new Meeting();
    private int data;

    final int add() {
        meeting.meet();
        readLock();
        int seen = data;
        Pace.dawdle(TURNS);
        upgrade();
        data = seen + 1;
        int written = data;
        unlock();
        return written;
    }

    void readLock() {
        lock.upgradableLock().lock();
    }

    void upgrade() {
        lock.upgradableLock().upgrade();
    }

    void unlock() {
        lock.upgradableLock().unlock();
    }

    @Actor
    public void actor1(II_Result result) {
        result.r1 = add();
    }

    @Actor
    public void actor2(II_Result result) {
        result.r2 = add();
    }

    /** Broken twin: must be found. It releases the read lock before it acquires the write lock. */
    @BrokenTwin
    @JCStressTest
    @State
    public static class ReleasesFirst extends UpgradeWithoutGap {

        private final RwLock broken = new RwLock();

        @Override
        void readLock() {
            broken.readLock().lock();
        }

        @Override
        void upgrade() {
            broken.readLock().unlock();
            broken.writeLock().lock();
        }

        @Override
        void unlock() {
            broken.writeLock().unlock();
        }

        @Override
        @Actor
        public void actor1(II_Result result) {
            result.r1 = add();
        }

        @Override
        @Actor
        public void actor2(II_Result result) {
            result.r2 = add();
        }
    }
}
