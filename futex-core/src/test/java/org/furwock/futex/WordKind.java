package org.furwock.futex;

import java.util.stream.IntStream;

/** The implementations of words on which the contract of {@link Futex} is tested. */
public enum WordKind {
    /** The engine's, for threads of one process. */
    PRIVATE {
        @Override
        public FutexWord create() {
            return FutexWord.allocate(FutexScope.PRIVATE);
        }
    },
    /** The engine's, for all processes that map the memory. */
    SHARED {
        @Override
        public FutexWord create() {
            return FutexWord.allocate(FutexScope.SHARED);
        }
    },
    /** The one that model checkers drive. */
    MONITOR {
        @Override
        public FutexWord create() {
            return MonitorFutex.newWord();
        }
    };

    /** A new word that can be used together with this one. */
    static FutexWord like(FutexWord word) {
        return word.engine() instanceof MonitorFutex
                ? MonitorFutex.newWord()
                : FutexWord.allocate(word.scope());
    }

    /** A new word with the value 0. */
    public abstract FutexWord create();

    /** New words with the value 0. */
    public FutexWord[] create(int count) {
        return IntStream.range(0, count).mapToObj(i -> create()).toArray(FutexWord[]::new);
    }
}
