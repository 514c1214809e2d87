package org.furwock.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Latency;
import org.furwock.bench.compare.Ratios;

/**
 * A {@link CompareReport} for programs. Fields may be added, but none is renamed within a format.
 */
public final class JsonReport {

    private static final String FORMAT = "furwock-compare/1";

    /** The environment of all results of earlier versions, which did not name it. */
    private static final String IDLE = Environment.IDLE.toString();

    /**
     * The part of a saved report that a comparison of two reports needs.
     *
     * @param started the time of the start
     * @param jdk name and version of the virtual machine
     * @param engine the engine that Furwock chose
     * @param results the ratios
     */
    public record Saved(String started, String jdk, String engine, List<SavedResult> results) {

        /** Copies the list. */
        public Saved {
            results = List.copyOf(results);
        }
    }

    /**
     * One ratio that was read back.
     *
     * @param family the name of the family of the work
     * @param title the case of that family
     * @param environment the name of the environment of the work
     * @param ours the name of ours
     * @param peer the name of the peer
     * @param rounds each round's ratio
     */
    public record SavedResult(
            String family,
            String title,
            String environment,
            String ours,
            String peer,
            List<Double> rounds) {

        /** Copies the list. */
        public SavedResult {
            rounds = List.copyOf(rounds);
        }

        /** The name of the result. */
        public String name() {
            return family
                    + (title.isEmpty() ? "" : ", " + title)
                    + (environment.equals(IDLE) ? "" : ", " + environment)
                    + ": "
                    + ours
                    + " / "
                    + peer;
        }
    }

    private JsonReport() {}

    /** Writes it to a file, whose folder must exist. */
    public static void write(CompareReport report, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(toJson(report));
            out.write('\n');
        }
    }

    /**
     * Reads a file that {@link #write} wrote, now or in an earlier version.
     *
     * @throws IOException if the file cannot be read, or is not a report; the message has the
     *     reason
     */
    public static Saved read(Path file) throws IOException {
        JsonNode root = root(file);
        List<SavedResult> results = new ArrayList<>();
        for (JsonNode node : root.path("results")) {
            List<Double> rounds = new ArrayList<>();
            node.path("rounds").forEach(round -> rounds.add(round.asDouble()));
            results.add(
                    new SavedResult(
                            node.path("family").asText(),
                            node.path("case").asText(),
                            node.path("environment").asText(IDLE),
                            node.path("ours").asText(),
                            node.path("peer").asText(),
                            rounds));
        }
        return new Saved(
                root.path("started").asText(),
                root.path("machine").path("jdk").asText(),
                root.path("machine").path("engine").asText(),
                results);
    }

    /** The content of a file that {@link #write} wrote. */
    static JsonNode root(Path file) throws IOException {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        String format = root.path("format").asText();
        if (!format.equals(FORMAT)) {
            throw new IOException(
                    file + " is not a report of compare: its format is '" + format + "'");
        }
        return root;
    }

    /** The report as text. */
    public static String toJson(CompareReport report) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        root.put("format", FORMAT);
        root.put("furwock", report.version());
        root.put("command", report.command());
        root.put("started", Instant.ofEpochSecond(report.started().getEpochSecond()).toString());
        root.put("seconds", report.seconds());
        root.set("machine", mapper.valueToTree(report.machine()));
        root.set("pace", mapper.valueToTree(report.pace()));
        root.put("forkMode", report.forkMode().toString().toLowerCase(Locale.ROOT));
        root.put("rounds", report.rounds());
        root.put("ratio", "our time / the peer's time: below 1 ours takes less");
        root.put("speed", "the peer's time / our time: above 1 ours is faster");
        root.put("confidence", Ratios.CONFIDENCE);
        for (ComparisonResult result : report.results()) {
            root.withArray("results").add(result(mapper, result, report.machine().engine()));
        }
        for (SideBySide.Row row : SideBySide.of(report.results()).rows()) {
            root.withArray("sideBySide").add(sideBySide(mapper, row));
        }
        for (Latency latency : report.latencies()) {
            root.withArray("latencies").add(latency(mapper, latency));
        }
        root.set("memory", mapper.valueToTree(report.memory()));
        root.set("failures", mapper.valueToTree(report.failures()));
        root.set("notes", mapper.valueToTree(report.notes()));
        return mapper.writeValueAsString(root);
    }

    private static ObjectNode result(ObjectMapper mapper, ComparisonResult result, String engine) {
        ObjectNode node = mapper.createObjectNode();
        node.put("family", result.family().toString());
        node.put("case", result.title());
        node.put("environment", result.environment().toString());
        node.put("ours", result.ours());
        node.put("peer", result.peer());
        node.put("oursNanos", result.oursNanos());
        node.put("peerNanos", result.peerNanos());
        node.put("ratio", result.ratio().median());
        node.put("low", result.ratio().low());
        node.put("high", result.ratio().high());
        node.put("speed", Speed.of(result.ratio()).median());
        node.put("verdict", result.ratio().verdict().toString().toLowerCase(Locale.ROOT));
        result.target(engine)
                .ifPresent(
                        target -> {
                            node.put("target", target.limit());
                            node.put(
                                    "standing",
                                    target.standing(result.ratio())
                                            .toString()
                                            .toLowerCase(Locale.ROOT));
                        });
        node.set("rounds", mapper.valueToTree(result.rounds()));
        return node;
    }

    /** The median of each environment that was measured, by its name. */
    private static ObjectNode sideBySide(ObjectMapper mapper, SideBySide.Row row) {
        ObjectNode node = mapper.createObjectNode();
        node.put("family", row.family().toString());
        node.put("case", row.title());
        node.put("ours", row.ours());
        node.put("peer", row.peer());
        for (Environment environment : Environment.values()) {
            row.ratio(environment)
                    .ifPresent(ratio -> node.put(environment.toString(), ratio.median()));
        }
        return node;
    }

    private static ObjectNode latency(ObjectMapper mapper, Latency latency) {
        ObjectNode node = mapper.valueToTree(latency);
        node.put("family", latency.family().toString());
        node.put("environment", latency.environment().toString());
        node.set("case", node.remove("title"));
        return node;
    }
}
