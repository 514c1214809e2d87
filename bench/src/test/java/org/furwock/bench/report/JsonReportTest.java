package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Pace;
import org.furwock.bench.compare.Ratio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {

    private static final CompareReport REPORT =
            new CompareReport(
                    "1.2.3",
                    Instant.parse("2025-02-03T04:05:06.789Z"),
                    107,
                    new Machine(
                            "Linux 6.1",
                            "CPU \"quoted\"",
                            2,
                            0.5,
                            "JDK 17",
                            "jna",
                            "why",
                            List.of("ffm: too old")),
                    Pace.NORMAL,
                    2,
                    List.of(
                            new ComparisonResult(
                                    Family.CONTENDED,
                                    "2 threads",
                                    "Mutex",
                                    "ReentrantLock",
                                    10.5,
                                    21.0,
                                    new Ratio(0.5, 0.4, 0.6),
                                    List.of(0.45, 0.55))),
                    Map.of("pingpong", "it broke"),
                    List.of("C is left out"));

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
        assertThat(root.path("failures").path("pingpong").asText()).isEqualTo("it broke");
        assertThat(root.path("notes").path(0).asText()).isEqualTo("C is left out");

        JsonNode result = root.path("results").path(0);
        assertThat(result.path("family").asText()).isEqualTo("contended");
        assertThat(result.path("case").asText()).isEqualTo("2 threads");
        assertThat(result.path("ours").asText()).isEqualTo("Mutex");
        assertThat(result.path("peer").asText()).isEqualTo("ReentrantLock");
        assertThat(result.path("oursNanos").asDouble()).isEqualTo(10.5);
        assertThat(result.path("peerNanos").asDouble()).isEqualTo(21.0);
        assertThat(result.path("ratio").asDouble()).isEqualTo(0.5);
        assertThat(result.path("low").asDouble()).isEqualTo(0.4);
        assertThat(result.path("high").asDouble()).isEqualTo(0.6);
        assertThat(result.path("verdict").asText()).isEqualTo("faster");
        assertThat(result.path("rounds")).hasSize(2);
    }

    @Test
    void shouldWriteTheSameToAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("out.json");

        JsonReport.write(REPORT, file);

        assertThat(Files.readString(file)).isEqualTo(JsonReport.toJson(REPORT) + "\n");
    }
}
