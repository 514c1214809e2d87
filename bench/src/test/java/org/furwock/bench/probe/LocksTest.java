package org.furwock.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.sync.Mutex;
import org.junit.jupiter.api.Test;

class LocksTest {

    private static final ClassLoader LOADER = LocksTest.class.getClassLoader();

    /** One that cannot be made. */
    abstract static class Unfinished implements Lock {}

    @Test
    void shouldKnowTheLocksOfTheBenchByTheirNames() {
        assertThat(Locks.create("FutexReentrantLock", LOADER))
                .isInstanceOf(FutexReentrantLock.class);
        assertThat(Locks.create("MUTEX", LOADER)).isInstanceOf(Mutex.class);
        assertThat(((ReentrantLock) Locks.create("ReentrantLock, fair", LOADER)).isFair()).isTrue();
    }

    @Test
    void shouldMakeALockOfAnyClass() {
        assertThat(Locks.create("java.util.concurrent.locks.ReentrantLock", LOADER))
                .isInstanceOf(ReentrantLock.class);
        assertThat(Locks.title("java.util.concurrent.locks.ReentrantLock"))
                .isEqualTo("ReentrantLock");
    }

    @Test
    void shouldSayWhatIsWrongWithALock() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Locks.create("no.such.Lock", LOADER))
                .withMessageContaining("no.such.Lock")
                .withMessageContaining("FutexReentrantLock");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Locks.create("java.lang.Object", LOADER))
                .withMessageContaining("java.util.concurrent.locks.Lock");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Locks.create(Unfinished.class.getName(), LOADER))
                .withMessageContaining("public constructor");
    }

    @Test
    void shouldRunTheExampleWorkUnderALock() {
        LockWorkload work = Locks.createWorkload(SharedMap.class.getName(), LOADER);
        work.setUp(new Mutex());

        for (int i = 0; i < 64; i++) {
            assertThat(work.operation(0)).isEqualTo(1L);
        }
        assertThat(work.operation(0)).isEqualTo(2L);
    }
}
