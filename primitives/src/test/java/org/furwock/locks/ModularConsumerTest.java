package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.nio.file.Path;
import org.furwock.futex.EngineInfo;
import org.furwock.futex.ModularConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that requires this one, and has nothing else but what Maven gives it. */
class ModularConsumerTest {

    @TempDir private Path folder;

    @Test
    void shouldCompileWithOneDependency() throws Exception {
        String use = "new org.furwock.locks.FutexReentrantLock()";

        assertThat(
                        ModularConsumer.compile(
                                folder,
                                "org.furwock.sync",
                                use,
                                FutexReentrantLock.class,
                                EngineInfo.class,
                                Native.class))
                .isEmpty();
    }
}
