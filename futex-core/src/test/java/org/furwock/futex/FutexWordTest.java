package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The word itself: access modes, place and lifetime. */
@HangBound
class FutexWordTest {

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldReadAndWriteInEveryMode(WordKind kind) {
        FutexWord word = kind.create();
        assertThat(word.get()).isZero();
        word.set(Integer.MIN_VALUE);
        assertReads(word, Integer.MIN_VALUE);
        word.setPlain(-1);
        assertReads(word, -1);
        word.setOpaque(2);
        assertReads(word, 2);
        word.setRelease(Integer.MAX_VALUE);
        assertReads(word, Integer.MAX_VALUE);
    }

    private static void assertReads(FutexWord word, int value) {
        assertThat(word.get()).isEqualTo(value);
        assertThat(word.getPlain()).isEqualTo(value);
        assertThat(word.getOpaque()).isEqualTo(value);
        assertThat(word.getAcquire()).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldCompareBeforeItSets(WordKind kind) {
        FutexWord word = kind.create();
        word.set(5);

        assertThat(word.compareAndSet(4, 9)).isFalse();
        assertThat(word.weakCompareAndSet(4, 9)).isFalse();
        assertThat(word.weakCompareAndSetAcquire(4, 9)).isFalse();
        assertThat(word.weakCompareAndSetRelease(4, 9)).isFalse();
        assertThat(word.weakCompareAndSetPlain(4, 9)).isFalse();
        assertThat(word.compareAndExchange(4, 9)).isEqualTo(5);
        assertThat(word.get()).isEqualTo(5);

        assertThat(word.compareAndSet(5, 6)).isTrue();
        assertThat(word.compareAndExchange(6, 7)).isEqualTo(6);
        Sleepers.await(() -> word.weakCompareAndSet(7, 8), () -> "never 8");
        Sleepers.await(() -> word.weakCompareAndSetAcquire(8, 9), () -> "never 9");
        Sleepers.await(() -> word.weakCompareAndSetRelease(9, 10), () -> "never 10");
        Sleepers.await(() -> word.weakCompareAndSetPlain(10, 11), () -> "never 11");
        assertThat(word.get()).isEqualTo(11);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldReturnWhatWasThereBefore(WordKind kind) {
        FutexWord word = kind.create();
        assertThat(word.getAndSet(1)).isZero();
        assertThat(word.getAndSetAcquire(2)).isEqualTo(1);
        assertThat(word.getAndSetRelease(Integer.MAX_VALUE)).isEqualTo(2);
        assertThat(word.getAndAdd(1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(word.getAndAdd(-1)).isEqualTo(Integer.MIN_VALUE);
        word.set(0b1100);
        assertThat(word.getAndBitwiseOr(0b1010)).isEqualTo(0b1100);
        assertThat(word.getAndBitwiseAnd(0b0111)).isEqualTo(0b1110);
        assertThat(word.getAndBitwiseXor(0b0101)).isEqualTo(0b0110);
        assertThat(word.get()).isEqualTo(0b0011);
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldLoseNoUpdateOfSeveralThreads(WordKind kind) {
        FutexWord word = kind.create();
        int times = 20_000;
        Task<Void> other = TestThreads.start(() -> addAndFlip(word, times));
        addAndFlip(word, times);
        other.get();

        assertThat(word.get()).isEqualTo(4 * times);
    }

    private static Void addAndFlip(FutexWord word, int times) {
        for (int i = 0; i < times; i++) {
            word.getAndAdd(1);
            int seen;
            do {
                seen = word.getOpaque();
            } while (!word.weakCompareAndSet(seen, seen + 1));
            word.getAndBitwiseXor(1 << 31);
            word.getAndBitwiseXor(1 << 31);
        }
        return null;
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldStandAloneInItsCacheLine(FutexScope scope) {
        Set<Long> lines = new HashSet<>();
        List<FutexWord> words = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            FutexWord word = FutexWord.allocate(scope);
            assertThat(word.address() % 64).isZero();
            assertThat(lines.add(word.address())).isTrue();
            assertThat(word.get()).isZero();
            assertThat(word.scope()).isEqualTo(scope);
            assertThat(word.isShared()).isEqualTo(scope == FutexScope.SHARED);
            word.set(-1);
            words.add(word); // otherwise its memory may be reused
        }
        assertThat(words).hasSameSizeAs(lines);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 17, 1024})
    void shouldStandSideBySideIfAsked(int count) {
        for (int round = 0; round < 5; round++) {
            FutexWord[] words = FutexWord.allocateAdjacent(FutexScope.SHARED, count);

            assertThat(words).hasSize(count);
            for (int i = 0; i < count; i++) {
                assertThat(words[i].address()).isEqualTo(words[0].address() + 4L * i);
                assertThat(words[i].get()).isZero();
                words[i].set(-1 - i);
            }
            assertThat(words[0].address() % 64).isZero();
            FutexWord next = FutexWord.allocate();
            assertThat(next.get()).isZero();
            next.set(77);
            for (int i = 0; i < count; i++) {
                assertThat(words[i].get()).isEqualTo(-1 - i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1025, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldRefuseAnotherNumberOfAdjacentWords(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FutexWord.allocateAdjacent(FutexScope.PRIVATE, count))
                .withMessageContainingAll("1 to 1024", String.valueOf(count));
    }

    @Test
    void shouldTakeItsPlaceInABufferWhateverThePosition() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(256).alignedSlice(64);
        buffer.order(ByteOrder.BIG_ENDIAN);
        FutexWord first = FutexWord.of(buffer, 8, FutexScope.PRIVATE);
        buffer.position(32);
        FutexWord second = FutexWord.of(buffer, 8, FutexScope.PRIVATE);
        FutexWord third = FutexWord.of(buffer.slice(), 8, FutexScope.PRIVATE);

        first.set(0x01020304);

        assertThat(second.get()).isEqualTo(0x01020304);
        assertThat(second.address()).isEqualTo(first.address());
        assertThat(third.address()).isEqualTo(first.address() + 32);
        assertThat(third.get()).isZero();
        assertThat(buffer.order(ByteOrder.nativeOrder()).getInt(8)).isEqualTo(0x01020304);
    }

    @Test
    void shouldRefuseABufferThatCannotHoldIt() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(256).alignedSlice(64);
        buffer.limit(100);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FutexWord.of(ByteBuffer.allocate(64), 0, FutexScope.PRIVATE))
                .withMessageContaining("direct");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FutexWord.of(buffer.asReadOnlyBuffer(), 0, FutexScope.PRIVATE))
                .withMessageContaining("read-only");
        for (int offset : new int[] {-4, 97, 100, 104, 1 << 20, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FutexWord.of(buffer, offset, FutexScope.PRIVATE))
                    .withMessageContainingAll("offset", String.valueOf(offset));
        }
        assertThat(FutexWord.of(buffer, 96, FutexScope.PRIVATE).get()).isZero();
    }

    @Test
    void shouldNotMindWhatBecomesOfTheBuffersMarks() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(256).alignedSlice(64);
        FutexWord word = FutexWord.of(buffer, 64, FutexScope.PRIVATE);

        buffer.position(1).limit(2);

        word.set(7);
        assertThat(word.get()).isEqualTo(7);
    }

    @Test
    void shouldStandInForeignMemory() {
        TestEngines.assumeKernel("it has no words in foreign memory");
        try (NativePage page = new NativePage()) {
            FutexWord word = FutexWord.at(page.address() + 4, FutexScope.SHARED);
            FutexWord same = FutexWord.at(page.address() + 4, FutexScope.SHARED);
            word.set(11);
            assertThat(same.get()).isEqualTo(11);
            assertThat(word.address()).isEqualTo(page.address() + 4);
            Waiters waiters = Waiters.asleep(word, 1);
            assertThat(Futex.wake(same, 1)).isEqualTo(1);
            assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
        }
    }

    @Test
    void shouldSayWhyThereIsNoForeignMemoryInEmulation() {
        Assumptions.assumeFalse(TestEngines.isKernel(), "the kernel has foreign memory");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> FutexWord.at(4096, FutexScope.PRIVATE))
                .withMessageContaining("emulated");
    }

    @Test
    void shouldShowScopeAddressAndValue() {
        FutexWord word = FutexWord.allocate(FutexScope.SHARED);
        word.set(-3);

        assertThat(word)
                .hasToString("FutexWord[SHARED 0x" + Long.toHexString(word.address()) + " = -3]");
    }

    @Test
    void shouldKeepItsMemoryUnderASleeperThatNobodyElseKnows() {
        TestEngines.assumeKernel("it cannot wake by address");
        FutexWord[] dropped = {FutexWord.allocate()};
        long address = dropped[0].address();
        Task<WaitResult> sleeper = sleepAlone(dropped);
        Sleepers.awaitAsleep(FutexWord.at(address, FutexScope.PRIVATE), 1);
        forceGarbageCollection();
        // Freed memory would be reused and changed.
        for (int i = 0; i < 10_000; i++) {
            FutexWord.allocate().set(-1);
        }
        forceGarbageCollection();

        FutexWord byAddress = FutexWord.at(address, FutexScope.PRIVATE);
        assertThat(byAddress.get()).isZero();
        assertThat(Futex.wake(byAddress, 1)).isEqualTo(1);
        assertThat(sleeper.get()).isEqualTo(WaitResult.WOKEN);
    }

    /** The word is handed to the sleep and has no use after it. */
    private static Task<WaitResult> sleepAlone(FutexWord[] dropped) {
        return TestThreads.start(
                () -> {
                    FutexWord word = dropped[0];
                    dropped[0] = null;
                    return Futex.await(word, 0, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
                });
    }

    private static void forceGarbageCollection() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        Sleepers.await(
                () -> {
                    System.gc();
                    return garbage.get() == null;
                },
                () -> "nothing is collected");
    }

    @Test
    void shouldNotLeakTenMillionDroppedWords() throws InterruptedException {
        List<String> tight = List.of("-Xmx64m", "-XX:MaxDirectMemorySize=32m");
        try (ChildJvm child = ChildJvm.start(Dropper.class, tight)) {
            assertThat(child.outputOfSuccess()).isEqualTo("10000000 words");
        }
    }

    /** Runs in a process of its own. */
    static final class Dropper {
        private Dropper() {}

        public static void main(String[] arguments) {
            int words = 0;
            for (; words < 10_000_000; words++) {
                FutexWord word = FutexWord.allocate();
                if (word.getAndSet(-1) != 0) {
                    throw new AssertionError("word " + words + " is not new");
                }
            }
            System.out.println(words + " words");
        }
    }
}
