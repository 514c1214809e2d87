package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.furwock.bench.compare.Pace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportTest {

    private static final CompareReport REPORT = Reports.sample();

    @Test
    void shouldHoldEverythingThatWasFound() throws IOException {
        JsonNode root = new ObjectMapper().readTree(JsonReport.toJson(REPORT));

        assertThat(root.path("format").asText()).isEqualTo("furwock-compare/1");
        assertThat(root.path("furwock").asText()).isEqualTo("1.2.3");
        assertThat(root.path("started").asText()).isEqualTo("2025-02-03T04:05:06Z");
        assertThat(root.path("seconds").asLong()).isEqualTo(107);
        assertThat(root.path("machine").path("cpu").asText()).isEqualTo("CPU \"quoted\"");
        assertThat(root.path("machine").path("enginesRejected").path(0).asText())
                .isEqualTo("ffm: too old");
        assertThat(root.path("pace").path("measured").asInt()).isEqualTo(Pace.NORMAL.measured());
        assertThat(root.path("rounds").asInt()).isEqualTo(2);
        assertThat(root.path("failures").path("latch").asText()).isEqualTo("it broke");
        assertThat(root.path("notes").path(0).asText()).isEqualTo("C is left out");

        JsonNode result = root.path("results").path(0);
        assertThat(result.path("family").asText()).isEqualTo("contended");
        assertThat(result.path("case").asText()).isEqualTo("2 threads, section 20, pause 0");
        assertThat(result.path("ours").asText()).isEqualTo("Mutex");
        assertThat(result.path("peer").asText()).isEqualTo("ReentrantLock");
        assertThat(result.path("oursNanos").asDouble()).isEqualTo(10.5);
        assertThat(result.path("peerNanos").asDouble()).isEqualTo(21.0);
        assertThat(result.path("ratio").asDouble()).isEqualTo(0.5);
        assertThat(result.path("speed").asDouble()).isEqualTo(2);
        assertThat(result.path("low").asDouble()).isEqualTo(0.4);
        assertThat(result.path("high").asDouble()).isEqualTo(0.6);
        assertThat(result.path("verdict").asText()).isEqualTo("faster");
        assertThat(result.path("rounds")).hasSize(2);
    }

    @Test
    void shouldHoldRoundTripsAndBytes() throws IOException {
        JsonNode root = new ObjectMapper().readTree(JsonReport.toJson(REPORT));

        JsonNode latency = root.path("latencies").path(0);
        assertThat(latency.path("family").asText()).isEqualTo("pingpong");
        assertThat(latency.path("p99").asLong()).isEqualTo(30_000);
        assertThat(latency.path("bins").path(1).path("share").asDouble()).isEqualTo(0.25);
        assertThat(root.path("memory").path(0).path("heapBytes").asDouble()).isEqualTo(24);
        assertThat(root.path("forkMode").asText()).isEqualTo("together");
    }

    @Test
    void shouldReadBackWhatItWrote(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("out.json");
        JsonReport.write(REPORT, file);

        JsonReport.Saved saved = JsonReport.read(file);

        assertThat(saved.jdk()).isEqualTo("JDK 17");
        assertThat(saved.engine()).isEqualTo("jna");
        assertThat(saved.results())
                .first()
                .isEqualTo(
                        new JsonReport.SavedResult(
                                "contended",
                                REPORT.results().get(0).title(),
                                "idle",
                                "Mutex",
                                "ReentrantLock",
                                List.of(0.45, 0.55)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[1]", "{\"format\": \"another/1\"}"})
    void shouldRefuseWhatIsNoReportAndNameTheFile(String content, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("other.json");
        Files.writeString(file, content);

        assertThatIOException()
                .isThrownBy(() -> JsonReport.read(file))
                .withMessageContaining("other.json");
    }

    @Test
    void shouldWriteTheSameToAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("out.json");

        JsonReport.write(REPORT, file);

        assertThat(Files.readString(file)).isEqualTo(JsonReport.toJson(REPORT) + "\n");
    }
}
