package org.furwock.futex;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Every method of {@link Futex} that sleeps on a word. */
enum WaitForm {
    AWAIT(true, false) {
        @Override
        WaitResult sleep(FutexWord word, int expected, Deadline deadline) {
            return Futex.await(word, expected);
        }
    },
    AWAIT_UNTIL(true, true) {
        @Override
        WaitResult sleep(FutexWord word, int expected, Deadline deadline) {
            return Futex.await(word, expected, deadline);
        }
    },
    AWAIT_BITSET(true, true) {
        @Override
        WaitResult sleep(FutexWord word, int expected, Deadline deadline) {
            return Futex.await(
                    word, expected, deadline, WaitOptions.INTERRUPTIBLE.withBitset(0b110));
        }
    },
    AWAIT_ANY(true, true) {
        @Override
        WaitResult sleep(FutexWord word, int expected, Deadline deadline) {
            return Futex.awaitAny(new FutexWord[] {word}, new int[] {expected}, deadline).result();
        }
    },
    AWAIT_ANY_OF_128(true, true) {
        @Override
        WaitResult sleep(FutexWord word, int expected, Deadline deadline) {
            FutexWord[] words = with127Others(word);
            return Futex.awaitAny(words, zerosAnd(expected), deadline).result();
        }
    },
    UNINTERRUPTIBLY(false, false) {
        @Override
        WaitResult sleep(FutexWord word, int expected, Deadline deadline) {
            return Futex.await(word, expected, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE);
        }
    },
    UNINTERRUPTIBLY_UNTIL(false, true) {
        @Override
        WaitResult sleep(FutexWord word, int expected, Deadline deadline) {
            return Futex.await(word, expected, deadline, WaitOptions.UNINTERRUPTIBLE);
        }
    },
    BITSET_UNINTERRUPTIBLY(false, true) {
        @Override
        WaitResult sleep(FutexWord word, int expected, Deadline deadline) {
            return Futex.await(
                    word, expected, deadline, WaitOptions.UNINTERRUPTIBLE.withBitset(0b110));
        }
    },
    ANY_UNINTERRUPTIBLY(false, true) {
        @Override
        WaitResult sleep(FutexWord word, int expected, Deadline deadline) {
            FutexWord[] words = {word};
            return Futex.awaitAny(
                            words, new int[] {expected}, deadline, WaitOptions.UNINTERRUPTIBLE)
                    .result();
        }
    },
    ANY_OF_128_UNINTERRUPTIBLY(false, true) {
        @Override
        WaitResult sleep(FutexWord word, int expected, Deadline deadline) {
            FutexWord[] words = with127Others(word);
            return Futex.awaitAny(words, zerosAnd(expected), deadline, WaitOptions.UNINTERRUPTIBLE)
                    .result();
        }
    };

    final boolean interruptible;
    final boolean timed;

    WaitForm(boolean interruptible, boolean timed) {
        this.interruptible = interruptible;
        this.timed = timed;
    }

    /** Sleeps; a form that is not timed does not look at the deadline. */
    abstract WaitResult sleep(FutexWord word, int expected, Deadline deadline);

    private static FutexWord[] with127Others(FutexWord word) {
        FutexWord[] words = new FutexWord[Futex.MAX_WAIT_ANY];
        for (int i = 0; i < words.length - 1; i++) {
            words[i] = WordKind.like(word);
        }
        words[words.length - 1] = word;
        return words;
    }

    private static int[] zerosAnd(int last) {
        int[] values = new int[Futex.MAX_WAIT_ANY];
        values[values.length - 1] = last;
        return values;
    }

    static Stream<Arguments> onEveryWord() {
        return Stream.of(values())
                .flatMap(form -> Stream.of(WordKind.values()).map(w -> Arguments.of(form, w)));
    }

    static Stream<Arguments> timedOnEveryWord() {
        return onEveryWord().filter(arguments -> ((WaitForm) arguments.get()[0]).timed);
    }

    static Stream<Arguments> interruptibleOnEveryWord() {
        return onEveryWord().filter(arguments -> ((WaitForm) arguments.get()[0]).interruptible);
    }

    static Stream<Arguments> uninterruptibleOnEveryWord() {
        return onEveryWord().filter(arguments -> !((WaitForm) arguments.get()[0]).interruptible);
    }
}
