package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One file, several mappings, in one process and in two. */
@HangBound
class SharedMappingTest {

    private static final int OFFSET = 128;

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void assumeKernel() {
        TestEngines.assumeKernel("it knows words by their addresses alone");
        file = folder.resolve("region");
    }

    private static MappedByteBuffer map(Path file) {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FutexWord word(Path file, FutexScope scope) {
        return FutexWord.of(map(file), OFFSET, scope);
    }

    @Test
    void shouldBeOneFutexIfShared() {
        FutexWord one = word(file, FutexScope.SHARED);
        FutexWord other = word(file, FutexScope.SHARED);
        assertThat(one.address()).isNotEqualTo(other.address());
        one.set(42);
        assertThat(other.get()).isEqualTo(42);
        Waiters waiters = Waiters.asleep(one, 3);

        assertThat(Futex.sleepers(other)).isEqualTo(3);
        assertThat(Futex.wake(other, 1)).isEqualTo(1);
        waiters.awaitEnded(1);
        assertThat(Futex.wakeBitset(other, 1, 8)).isEqualTo(1);
        FutexWord target = FutexWord.allocate(FutexScope.SHARED);
        assertThat(Futex.cmpRequeue(other, 42, target, 0, 5).requeued()).isEqualTo(1);
        assertThat(Futex.wakeAll(target)).isEqualTo(1);
        assertThat(waiters.results()).hasSize(3).containsOnly(WaitResult.WOKEN);
    }

    @Test
    void shouldBeTwoFutexesIfPrivate() {
        FutexWord one = word(file, FutexScope.PRIVATE);
        FutexWord other = word(file, FutexScope.PRIVATE);
        Waiters waiters = Waiters.asleep(one, 1);

        assertThat(Futex.sleepers(other)).isZero();
        assertThat(Futex.wakeAll(other)).isZero();
        assertThat(Futex.wakeAll(one)).isEqualTo(1);
        assertThat(waiters.results()).containsExactly(WaitResult.WOKEN);
    }

    @Test
    void shouldLetPlatformAndVirtualThreadsMeetAtTwoAddresses() {
        TestThreads.assumeVirtual();
        FutexWord one = word(file, FutexScope.SHARED);
        FutexWord other = word(file, FutexScope.SHARED);
        Task<WaitResult> virtual = TestThreads.start(Kind.VIRTUAL, () -> Futex.await(one, 0));
        Sleepers.awaitAsleep(other, 1);

        assertThat(Futex.wake(other, 1)).isEqualTo(1);
        assertThat(virtual.get()).isEqualTo(WaitResult.WOKEN);
    }

    /** The two take turns: each waits for the other's change and answers with its own. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldLetTwoProcessesPlayPingPong(Kind kind) throws InterruptedException {
        if (kind == Kind.VIRTUAL) {
            TestThreads.assumeVirtual();
        }
        int rounds = 500;
        FutexWord word = word(file, FutexScope.SHARED);
        try (ChildJvm child = ChildJvm.start(Ponger.class, List.of(), file, rounds, kind.name())) {
            child.awaitLine("ready");
            Task<Integer> pinger = TestThreads.start(kind, () -> play(word, 0, rounds));
            assertThat(pinger.get()).isEqualTo(2 * rounds);
            assertThat(child.outputOfSuccess()).isEqualTo("ready\ndone at " + 2 * rounds);
        }
    }

    /** Moves when the word has the parity; returns its value at the end. */
    private static int play(FutexWord word, int parity, int rounds) {
        while (true) {
            int value = word.get();
            if (value >= 2 * rounds) {
                return value;
            }
            if ((value & 1) == parity) {
                word.getAndAdd(1);
                Futex.wake(word, 1);
            } else {
                Futex.await(word, value);
            }
        }
    }

    /** Runs in a process of its own. */
    static final class Ponger {
        private Ponger() {}

        public static void main(String[] arguments) {
            FutexWord word = word(Path.of(arguments[0]), FutexScope.SHARED);
            int rounds = Integer.parseInt(arguments[1]);
            Kind kind = Kind.valueOf(arguments[2]);
            System.out.println("ready");
            int end = TestThreads.start(kind, () -> play(word, 1, rounds)).get();
            System.out.println("done at " + end);
        }
    }

    @Test
    void shouldCountSleepersOfAnotherProcessAndWakeThemByBits() throws InterruptedException {
        FutexWord word = word(file, FutexScope.SHARED);
        try (ChildJvm child = ChildJvm.start(BitSleepers.class, List.of(), file)) {
            Sleepers.awaitAsleep(word, 2);

            assertThat(Futex.wakeBitset(word, 5, 0b100)).isZero();
            assertThat(Futex.wakeBitset(word, 5, 0b010)).isEqualTo(1);
            assertThat(Futex.sleepers(word)).isEqualTo(1);
            assertThat(Futex.wakeAll(word)).isEqualTo(1);
            assertThat(child.outputOfSuccess()).isEqualTo("WOKEN WOKEN");
        }
    }

    /** Runs in a process of its own. */
    static final class BitSleepers {
        private BitSleepers() {}

        public static void main(String[] arguments) {
            FutexWord word = word(Path.of(arguments[0]), FutexScope.SHARED);
            Task<WaitResult> one = sleeper(word, 0b001);
            Task<WaitResult> other = sleeper(word, 0b010);
            System.out.println(one.get() + " " + other.get());
        }

        private static Task<WaitResult> sleeper(FutexWord word, int bits) {
            return TestThreads.start(
                    () ->
                            Futex.await(
                                    word,
                                    0,
                                    Deadline.NEVER,
                                    WaitOptions.UNINTERRUPTIBLE.withBitset(bits)));
        }
    }
}
