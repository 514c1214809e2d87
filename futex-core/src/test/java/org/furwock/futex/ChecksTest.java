package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of arguments, on both sides. {@link BadInputTest} has the calls that check them. */
class ChecksTest {

    private static final ByteBuffer MEMORY = ByteBuffer.allocateDirect(8);

    private static void refuses(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(text);
    }

    private static FutexWord[] words(int count) {
        FutexWord[] words = new FutexWord[count];
        Arrays.fill(words, FutexWord.allocate());
        return words;
    }

    @Test
    void shouldLimitCounts() {
        assertThatCode(() -> Checks.requireWakes(1)).doesNotThrowAnyException();
        refuses(() -> Checks.requireWakes(0), "is 0");
        assertThatCode(() -> Checks.requireCount("n", 1)).doesNotThrowAnyException();
        refuses(() -> Checks.requireCount("n", 0), "n must be at least 1");
    }

    @Test
    void shouldLimitTimeOuts() {
        assertThatCode(() -> Checks.requireTimeout(0)).doesNotThrowAnyException();
        refuses(() -> Checks.requireTimeout(-1), "-1 ns");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void shouldAcceptAWordThatFits(int offset) {
        assertThatCode(() -> Checks.requireWord(MEMORY, offset)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 5, 8, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void shouldRefuseAWordThatDoesNotFit(int offset) {
        refuses(() -> Checks.requireWord(MEMORY, offset), "offset " + offset);
    }

    @Test
    void shouldLimitARequeue() {
        FutexWord word = FutexWord.allocate();
        FutexWord shared = FutexWord.allocate(FutexScope.SHARED);

        assertThatCode(() -> Checks.requireRequeue(word, word, 0, 0)).doesNotThrowAnyException();
        refuses(() -> Checks.requireRequeue(word, word, -1, 0), "wake -1");
        refuses(() -> Checks.requireRequeue(word, word, 0, -1), "requeue -1");
        refuses(() -> Checks.requireRequeue(word, shared, 0, 0), "same scope");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Futex.MAX_WAIT_ANY})
    void shouldAcceptWordsToWaitFor(int count) {
        assertThatCode(() -> Checks.requireVector(words(count), new int[count]))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Futex.MAX_WAIT_ANY + 1})
    void shouldRefuseTooFewAndTooManyWords(int count) {
        refuses(() -> Checks.requireVector(words(count), new int[count]), "are " + count);
    }

    @Test
    void shouldNameTheWordThatIsMissing() {
        FutexWord[] words = words(3);
        words[2] = null;

        assertThatNullPointerException()
                .isThrownBy(() -> Checks.requireVector(words, new int[3]))
                .withMessage("words[2]");
    }
}
