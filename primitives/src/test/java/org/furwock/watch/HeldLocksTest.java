package org.furwock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.furwock.futex.TestThreads;
import org.junit.jupiter.api.Test;

/** The record of what a thread holds. */
class HeldLocksTest {

    private final OrderedLock one = new OrderedLock("one");
    private final OrderedLock two = new OrderedLock("two");

    @Test
    void shouldCountReadsAlsoWhenALockBeforeThemIsReleased() {
        HeldLocks held = HeldLocks.current();
        held.addWrite(one);
        held.addRead(two);
        held.addRead(two);
        held.removeWrite(one);
        assertThat(held.contains(one)).isFalse();
        held.removeRead(two);
        assertThat(held.contains(two)).as("read once more").isTrue();
        held.removeRead(two);
        assertThat(held.size()).isZero();
    }

    @Test
    void shouldTellWritesFromReadsOfOneLock() {
        HeldLocks held = HeldLocks.current();
        held.addWrite(one);
        held.addRead(one);
        held.removeWrite(one);
        assertThat(held.contains(one)).as("still read").isTrue();
        held.removeRead(one);
        assertThat(held.size()).isZero();
    }

    @Test
    void shouldBelongToTheCurrentThreadAlsoWhereAnotherHeldTheLockLast() {
        HeldLocks here = HeldLocks.current(one);
        HeldLocks there = TestThreads.start(() -> HeldLocks.current(one)).get();
        assertThat(there).isNotSameAs(here);
        assertThat(HeldLocks.current(one)).isSameAs(here).isSameAs(HeldLocks.current());
    }
}
