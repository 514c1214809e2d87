package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Arrays;
import java.util.stream.Stream;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** futex_waitv: a wait on several words, and the index of the woken one. */
@HangBound
class WaitAnyOperationTest {

    private static Task<WaitAnyResult> asleep(FutexWord[] words, boolean interruptible) {
        int[] values = Arrays.stream(words).mapToInt(FutexWord::get).toArray();
        int before = Futex.sleepers(words[words.length - 1]);
        Task<WaitAnyResult> task =
                TestThreads.start(
                        () -> {
                            WaitAnyResult result;
                            do {
                                result = sleep(words, values, interruptible);
                            } while (result.result() == WaitResult.SPURIOUS);
                            return result;
                        });
        // The wait enters the queue of the last word last.
        Sleepers.awaitAsleep(words[words.length - 1], before + 1);
        return task;
    }

    private static WaitAnyResult sleep(FutexWord[] words, int[] values, boolean interruptible) {
        return interruptible
                ? Futex.awaitAny(words, values, Deadline.NEVER)
                : Futex.awaitAny(words, values, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
    }

    static Stream<Arguments> sizesOnEveryWord() {
        return Stream.of(WordKind.values())
                .flatMap(
                        kind ->
                                Stream.of(1, 2, 30, 127, 128)
                                        .map(count -> Arguments.of(kind, count)));
    }

    @ParameterizedTest
    @MethodSource("sizesOnEveryWord")
    void shouldSayWhichWordWokeIt(WordKind kind, int count) {
        FutexWord[] words = kind.create(count);
        for (boolean interruptible : new boolean[] {false, true}) {
            for (int index : new int[] {count - 1, 0, count / 2}) {
                Task<WaitAnyResult> sleeper = asleep(words, interruptible);

                Sleepers.wakeOne(words[index]);

                assertThat(sleeper.get()).hasToString("WOKEN[" + index + "]");
                assertThat(sleeper.get().index()).isEqualTo(index);
                assertThat(sleeper.get().result()).isEqualTo(WaitResult.WOKEN);
            }
        }
        for (FutexWord word : words) {
            assertThat(Futex.sleepers(word)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("sizesOnEveryWord")
    void shouldNotSleepIfAnyValueHasChanged(WordKind kind, int count) {
        FutexWord[] words = kind.create(count);
        for (int changed : new int[] {0, count / 2, count - 1}) {
            int[] values = new int[count];
            values[changed] = 1 << 31;
            for (boolean interruptible : new boolean[] {false, true}) {
                WaitAnyResult result = sleep(words, values, interruptible);
                assertThat(result).hasToString("VALUE_CHANGED");
                assertThat(result.index()).isEqualTo(-1);
            }
        }
    }

    /** As a wait for one word. */
    @ParameterizedTest
    @MethodSource("sizesOnEveryWord")
    void shouldNotLookAtTheValuesIfInterruptedBefore(WordKind kind, int count) {
        FutexWord[] words = kind.create(count);
        int[] values = new int[count];
        values[count - 1] = 1;
        Thread.currentThread().interrupt();
        WaitAnyResult result = sleep(words, values, true);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).hasToString("INTERRUPTED");
    }

    @ParameterizedTest
    @MethodSource("sizesOnEveryWord")
    void shouldBeInterruptibleWhateverTheNumberOfWords(WordKind kind, int count) {
        FutexWord[] words = kind.create(count);
        Task<WaitAnyResult> sleeper =
                TestThreads.start(
                        () -> {
                            WaitAnyResult result;
                            do {
                                result = sleep(words, new int[count], true);
                            } while (result.result() == WaitResult.SPURIOUS);
                            assertThat(Thread.currentThread().isInterrupted()).isTrue();
                            return result;
                        });
        Sleepers.awaitAsleep(words[count - 1], 1);

        sleeper.interrupt();

        assertThat(sleeper.get()).hasToString("INTERRUPTED");
        assertThat(sleeper.get().index()).isEqualTo(-1);
        assertThat(Futex.sleepers(words[0])).isZero();
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldUseUpOneWakeForSeveralSleepers(WordKind kind) {
        FutexWord[] words = kind.create(3);
        Task<WaitAnyResult> first = asleep(words, false);
        Task<WaitAnyResult> second = asleep(words, false);

        assertThat(Futex.wake(words[1], 1)).isEqualTo(1);
        Sleepers.await(
                () -> first.future().isDone() || second.future().isDone(),
                () -> "the wake is lost");
        assertThat(Futex.sleepers(words[0])).isEqualTo(1);
        Task<WaitAnyResult> woken = first.future().isDone() ? first : second;
        Task<WaitAnyResult> asleep = woken == first ? second : first;
        assertThat(woken.get()).hasToString("WOKEN[1]");
        assertThat(asleep.future().isDone()).isFalse();
        assertThat(Futex.wake(words[2], 2)).isEqualTo(1);
        assertThat(asleep.get()).hasToString("WOKEN[2]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeBothScopesAtOnce(boolean interruptible) {
        FutexWord[] words = {
            FutexWord.allocate(FutexScope.PRIVATE),
            FutexWord.allocate(FutexScope.SHARED),
            FutexWord.allocate(FutexScope.PRIVATE)
        };
        for (int index = 0; index < words.length; index++) {
            Task<WaitAnyResult> sleeper = asleep(words, interruptible);
            Sleepers.wakeOne(words[index]);
            assertThat(sleeper.get().index()).isEqualTo(index);
        }
    }

    @ParameterizedTest
    @EnumSource(WordKind.class)
    void shouldTakeTheSameWordTwice(WordKind kind) {
        FutexWord word = kind.create();
        FutexWord[] words = {word, kind.create(), word};
        Task<WaitAnyResult> sleeper = TestThreads.start(() -> sleep(words, new int[3], false));
        Sleepers.awaitAsleep(word, 2);

        Futex.wakeAll(word);

        assertThat(sleeper.get().index()).isIn(0, 2);
        assertThat(Futex.sleepers(word)).isZero();
        assertThat(Futex.sleepers(words[1])).isZero();
    }

    @Test
    void shouldRefuseAWrongNumberOfWordsOrValues() {
        FutexWord[] one = WordKind.PRIVATE.create(1);
        FutexWord[] tooMany = WordKind.PRIVATE.create(129);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.awaitAny(new FutexWord[0], new int[0], Deadline.NEVER))
                .withMessageContaining("1 to 128 words, and there are 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Futex.awaitAny(tooMany, new int[129], Deadline.NEVER))
                .withMessageContaining("1 to 128 words, and there are 129");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Futex.awaitAny(
                                        one,
                                        new int[2],
                                        Deadline.NEVER,
                                        WaitOptions.UNINTERRUPTIBLE))
                .withMessageContaining("1 words but 2 values");
        assertThatNullPointerException()
                .isThrownBy(
                        () ->
                                Futex.awaitAny(
                                        new FutexWord[] {one[0], null}, new int[2], Deadline.NEVER))
                .withMessageContaining("words[1]");
    }
}
