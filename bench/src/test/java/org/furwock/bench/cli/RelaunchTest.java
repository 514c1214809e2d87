package org.furwock.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

class RelaunchTest {

    @Test
    void shouldStartAJarAsAJarSoThatItsManifestCounts() {
        assertThat(Relaunch.program("/x/bench.jar")).containsExactly("-jar", "/x/bench.jar");
    }

    @Test
    void shouldStartAnythingElseByItsClassPath() {
        String path = "/x/bench.jar" + File.pathSeparator + "/y/mine.jar";

        assertThat(Relaunch.program(path)).containsExactly("-cp", path, "org.furwock.bench.Main");
        assertThat(Relaunch.program("/x/classes")).startsWith("-cp", "/x/classes");
    }
}
