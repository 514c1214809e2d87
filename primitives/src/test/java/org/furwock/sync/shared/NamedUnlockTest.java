package org.furwock.sync.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.furwock.futex.FutexOperation;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.linux.FeatureProbe;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.region.SharedRegion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the kernel would find if a thread died while it unlocks. A mutex that has left the list, and
 * that the thread still holds, must be named as pending.
 */
@HangBound
class NamedUnlockTest {

    private static final VarHandle LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** The kernel's struct robust_list_head. */
    private static final int LIST = 0;

    private static final int PENDING = 16;
    private static final int SIZE = 24;

    private static final int SAMPLES = 50;

    @TempDir Path folder;

    private SharedRegion region;

    private volatile boolean enough;

    /** Odd while the thread unlocks. */
    private volatile int step;

    private volatile long headAddress;
    private volatile int threadId;

    @BeforeEach
    void makeRegion() throws IOException {
        TestEngines.assumeGranted(FutexOperation.LOCK_PI2);
        region = SharedRegion.at(folder.resolve("region")).create();
    }

    @ParameterizedTest
    @ValueSource(strings = {"robust", "pi"})
    void shouldNameTheMutexUntilItIsReleased(String slot) {
        NativeCalls calls = TestEngines.calls();
        PthreadMutex mutex = MutexPeer.mutex(region, slot);
        Task<Void> owner = TestThreads.start(() -> lockAndUnlock(mutex, calls));
        Sleepers.await(() -> step > 0, () -> "should lock");
        ByteBuffer head = calls.view(headAddress, SIZE).order(ByteOrder.nativeOrder());
        int unnamed = 0;
        for (int samples = 0; samples < SAMPLES; ) {
            int before = step;
            // In this order: what leaves the list was named before, and until its release.
            boolean listed = (long) LONG.getVolatile(head, LIST) != headAddress;
            boolean named = (long) LONG.getVolatile(head, PENDING) != 0;
            boolean held = mutex.getOwnerThreadId() == threadId;
            if ((before & 1) != 0 && before == step && !listed && held) {
                samples++;
                unnamed += named ? 0 : 1;
            }
        }
        enough = true;
        owner.get();
        assertThat(unnamed).isZero();
    }

    private Void lockAndUnlock(PthreadMutex mutex, NativeCalls calls) throws OwnerDiedException {
        headAddress = new FeatureProbe(calls).robustListHead();
        mutex.lock();
        threadId = mutex.getOwnerThreadId();
        mutex.unlock();
        while (!enough) {
            mutex.lock();
            step = step + 1;
            mutex.unlock();
            step = step + 1;
        }
        return null;
    }
}
