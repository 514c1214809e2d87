package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.furwock.futex.FutexWord;
import org.junit.jupiter.api.Test;

/** The word of a {@link Latch}, which other processes read. */
class LatchWordTest {

    /** Otherwise a large number of count-downs would close an open latch. */
    @Test
    void shouldStayAsItIsWhenTheLatchIsOpen() {
        FutexWord word = FutexWord.allocate();
        Latch latch = new Latch(2, word);
        for (int i = 0; i < 5; i++) {
            latch.countDown();
        }
        assertThat(word.get()).isEqualTo(2);
        assertThat(latch.getCount()).isZero();
    }
}
