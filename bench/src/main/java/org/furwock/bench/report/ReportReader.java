package org.furwock.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.ForkMode;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Pace;
import org.furwock.bench.compare.Ratio;

/** Reads a complete report from a file that {@link JsonReport} has written. */
public final class ReportReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReportReader() {}

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be read, is not a report, or contains a name that this
     *     version does not know; the message has the file and the reason
     */
    public static CompareReport read(Path file) throws IOException {
        JsonNode root = JsonReport.root(file);
        try {
            return report(root);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static CompareReport report(JsonNode root) throws JsonProcessingException {
        return new CompareReport(
                root.path("furwock").asText(),
                root.path("command").asText(),
                Instant.parse(root.path("started").asText()),
                root.path("seconds").asLong(),
                machine(root.path("machine")),
                MAPPER.treeToValue(root.path("pace"), Pace.class),
                constant(ForkMode.class, root.path(root.has("forkMode") ? "forkMode" : "housing")),
                root.path("rounds").asInt(),
                results(root.path("results")),
                latencies(root.path("latencies")),
                MAPPER.convertValue(root.path("memory"), new TypeReference<List<MemoryUse>>() {}),
                MAPPER.convertValue(
                        root.path("failures"), new TypeReference<Map<String, String>>() {}),
                MAPPER.convertValue(root.path("notes"), new TypeReference<List<String>>() {}));
    }

    private static Machine machine(JsonNode node) throws JsonProcessingException {
        ObjectNode known = node.deepCopy();
        known.remove("busy"); // computed from the load
        return MAPPER.treeToValue(known, Machine.class);
    }

    private static List<ComparisonResult> results(JsonNode nodes) {
        List<ComparisonResult> results = new ArrayList<>();
        for (JsonNode node : nodes) {
            results.add(
                    new ComparisonResult(
                            constant(Family.class, node.path("family")),
                            node.path("case").asText(),
                            environment(node),
                            node.path("ours").asText(),
                            node.path("peer").asText(),
                            node.path("oursNanos").asDouble(),
                            node.path("peerNanos").asDouble(),
                            new Ratio(
                                    node.path("ratio").asDouble(),
                                    node.path("low").asDouble(),
                                    node.path("high").asDouble()),
                            MAPPER.convertValue(
                                    node.path("rounds"), new TypeReference<List<Double>>() {})));
        }
        return results;
    }

    private static List<Latency> latencies(JsonNode nodes) {
        List<Latency> latencies = new ArrayList<>();
        for (JsonNode node : nodes) {
            latencies.add(
                    new Latency(
                            constant(Family.class, node.path("family")),
                            node.path("case").asText(),
                            environment(node),
                            node.path("contestant").asText(),
                            node.path("count").asLong(),
                            node.path("p50").asLong(),
                            node.path("p90").asLong(),
                            node.path("p99").asLong(),
                            node.path("p999").asLong(),
                            node.path("max").asLong(),
                            MAPPER.convertValue(
                                    node.path("bins"), new TypeReference<List<Latency.Bin>>() {}),
                            node.path("processorNanos").asDouble()));
        }
        return latencies;
    }

    /** Earlier versions had one environment only, and did not name it. */
    private static Environment environment(JsonNode node) {
        return node.has("environment")
                ? constant(Environment.class, node.path("environment"))
                : Environment.IDLE;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode name) {
        return Enum.valueOf(type, name.asText().toUpperCase(Locale.ROOT));
    }
}
