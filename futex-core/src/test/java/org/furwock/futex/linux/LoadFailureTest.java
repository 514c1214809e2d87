package org.furwock.futex.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The advice for failures that occur only in a custom run-time image. */
class LoadFailureTest {

    /** The virtual machine names the class with slashes, the class loader with dots. */
    @Test
    void shouldNameTheModuleThatAnImageLacks() {
        Throwable byLoader = new ClassNotFoundException("java.util.logging.Logger");
        Throwable byMachine = new NoClassDefFoundError("java/util/logging/Logger");

        assertThat(LoadFailure.ofJna(new NoClassDefFoundError().initCause(byLoader)))
                .contains("JNA needs the module java.logging");
        assertThat(LoadFailure.ofJna(byMachine)).contains("JNA needs the module java.logging");
    }
}
