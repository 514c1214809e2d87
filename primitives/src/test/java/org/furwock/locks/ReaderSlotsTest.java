package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.furwock.sync.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ReaderSlotsTest {

    private final ReaderSlots slots = new ReaderSlots();

    private ReaderSlot claim() {
        return slots.claim(Thread.currentThread());
    }

    @Test
    void shouldBeFoundByItsThreadAndByWriters() {
        ReaderSlot own = claim();
        assertThat(ReaderSlots.find(slots.places, Thread.currentThread())).isSameAs(own);
        assertThat(slots.isAnyHeld()).isFalse();
        own.setHolds(1);
        assertThat(slots.isAnyHeld()).isTrue();
        assertThat(slots.uncountedHolds()).isEqualTo(1);
    }

    @Test
    void shouldNotBeTakenForHeldIfItsHoldsAreCountedElsewhere() {
        claim().setHolds(-2);
        assertThat(slots.isAnyHeld()).isFalse();
        assertThat(slots.uncountedHolds()).as("one is in the count").isEqualTo(1);
    }

    /** As many slots as find a place; each is found again at any of its places. */
    @Test
    void shouldBeGivenToThreadsOfTheirOwn() throws Exception {
        CountDownLatch all = new CountDownLatch(ReaderSlots.SIZE);
        List<Background<ReaderSlot>> threads = new ArrayList<>();
        for (int i = 0; i < ReaderSlots.SIZE; i++) {
            threads.add(
                    Background.call(
                            () -> {
                                ReaderSlot own = claim();
                                assertThat(ReaderSlots.find(slots.places, Thread.currentThread()))
                                        .isSameAs(own);
                                all.countDown();
                                all.await();
                                assertThat(ReaderSlots.find(slots.places, Thread.currentThread()))
                                        .isSameAs(own);
                                return own;
                            }));
        }
        List<ReaderSlot> given = new ArrayList<>();
        for (Background<ReaderSlot> thread : threads) {
            ReaderSlot slot = thread.join();
            if (slot != null) {
                given.add(slot);
            }
        }
        assertThat(given).doesNotHaveDuplicates();
        assertThat(slots.size()).isEqualTo(given.size());
    }

    private ReaderSlot ofAnEndedThread(int holds) throws Exception {
        Background<ReaderSlot> ended =
                Background.call(
                        () -> {
                            ReaderSlot slot = claim();
                            slot.setHolds(holds);
                            return slot;
                        });
        ReaderSlot slot = ended.join();
        ended.thread().join();
        return slot;
    }

    @Test
    void shouldBeGivenAwayWhenItsThreadHasEndedWithoutAHold() throws Exception {
        assertThat(ofAnEndedThread(0).isAbandoned()).isTrue();
        assertThat(ofAnEndedThread(1).isAbandoned()).isFalse();
        assertThat(claim().isAbandoned()).isFalse();
    }

    /** Writers see the slot that took the place of an abandoned one. */
    @Test
    void shouldBeSeenByWritersIfItReplacesAnother() throws Exception {
        int size = 0;
        ReaderSlot last = ofAnEndedThread(0);
        while (slots.size() > size) { // until a slot is used again
            size = slots.size();
            last = ofAnEndedThread(0);
        }
        last.setHolds(1);
        assertThat(slots.isAnyHeld()).isTrue();
    }
}
