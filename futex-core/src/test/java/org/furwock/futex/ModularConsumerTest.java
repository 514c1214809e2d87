package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that requires this one, and has only the dependency that Maven adds: JNA. */
class ModularConsumerTest {

    @TempDir private Path folder;

    @Test
    void shouldCompileWithOneDependency() throws Exception {
        String use = "org.furwock.futex.FutexWord.allocate()";

        assertThat(
                        ModularConsumer.compile(
                                folder, "org.furwock.futex", use, EngineInfo.class, Native.class))
                .isEmpty();
    }
}
