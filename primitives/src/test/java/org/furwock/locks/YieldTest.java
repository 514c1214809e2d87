package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The drop-in locks never yield: beside a busy neighbour that costs a time slice. A class that
 * calls {@code Thread.yield} has its name among its constants.
 */
class YieldTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QueuedLock",
                "WaitQueue",
                "Waiter",
                "QueuedCondition",
                "ReadSync",
                "ReadWriteSync",
                "ReleaseMode",
                "ThreadParker"
            })
    void shouldNotBeCalledBy(String type) throws IOException {
        try (InputStream file = QueuedLock.class.getResourceAsStream(type + ".class")) {
            String constants = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(constants).isNotEmpty().doesNotContain("\u0005yield");
        }
    }
}
