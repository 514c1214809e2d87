package org.furwock.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.furwock.sync.model.ModelTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The formal models in docs/models, but for the configurations that take Spin longer: those are for
 * {@code docs/models/check} itself. Once, beside the other model checks: no engine matters.
 */
@ModelTest
class FormalModelTest {

    private static final int NOT_INSTALLED = 3;

    @ParameterizedTest
    @ValueSource(strings = {"release", "robust"})
    void shouldHoldAndFindEachBrokenVariant(String model) throws IOException, InterruptedException {
        String script = Path.of("..", "docs", "models", "check").toString();
        Process check =
                new ProcessBuilder("bash", script, "--quick", model)
                        .redirectErrorStream(true)
                        .start();
        String report = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = check.waitFor();
        assumeTrue(status != NOT_INSTALLED, report);
        assertThat(status).as(report).isZero();
        assertThat(report).contains(model + "  ", "holds", "found");
    }
}
