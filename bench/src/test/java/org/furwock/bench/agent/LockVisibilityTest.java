package org.furwock.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LockVisibilityTest {

    private final LockVisibility visibility = new LockVisibility(null);

    /** As a loader that takes a lock which a thread holds that loads classes of another. */
    private final class Waiting extends ClassLoader {

        private final ExecutorService other;

        Waiting(ExecutorService other) {
            super(null);
            this.other = other;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            ClassLoader free = new ClassLoader(LockVisibilityTest.class.getClassLoader()) {};
            try {
                CompletableFuture.runAsync(() -> reaches(free), other).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new ClassNotFoundException(name, e);
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldAskALoaderWhileOthersAsk() {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            assertThat(reaches(new Waiting(other))).isFalse();
        } finally {
            other.shutdownNow();
        }
    }

    private boolean reaches(ClassLoader loader) {
        return visibility.reaches(loader.getUnnamedModule(), loader);
    }
}
