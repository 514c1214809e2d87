package org.furwock.bench.agent;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The text after the {@code =} of {@code -javaagent}: options, separated by commas. A part without
 * {@code =} is one more value of the option before it.
 *
 * @param include the classes whose locks are swapped
 * @param exclude the exceptions to these
 * @param types the types to swap
 * @param verify whether each swapped lock is checked against its contract
 * @param profile whether the JDK's locks are profiled instead of swapped
 * @param serial whether locks are swapped also if that changes the serialized form of a class
 * @param scan jars and folders to read in addition to the class path
 * @param jmx whether the report is an MBean from the start, not only once there is an MBean server
 * @param report the destination of the report at exit: {@code stderr}, {@code none} or a file
 */
record AgentOptions(
        ClassPatterns include,
        ClassPatterns exclude,
        Set<LockType> types,
        boolean verify,
        boolean profile,
        boolean serial,
        List<Path> scan,
        boolean jmx,
        String report) {

    /** The report on standard error. */
    static final String STDERR = "stderr";

    /** No report at exit. */
    static final String NONE = "none";

    private static final Set<String> KNOWN =
            Set.of(
                    "include", "exclude", "types", "verify", "profile", "serial", "scan", "jmx",
                    "report");

    /**
     * @throws IllegalArgumentException if it is not a list of options; the message names the part
     */
    static AgentOptions parse(String text) {
        Map<String, List<String>> values = split(text);
        ClassPatterns include = new ClassPatterns(values.getOrDefault("include", List.of()));
        if (include.isEmpty()) {
            throw new IllegalArgumentException(
                    "include= is missing: the packages whose locks are to be swapped, such as"
                            + " include=com.acme.*");
        }
        include.patterns().forEach(AgentOptions::requireOutsideJdk);
        return new AgentOptions(
                include,
                new ClassPatterns(values.getOrDefault("exclude", List.of())),
                types(values.getOrDefault("types", List.of())),
                oneOf(values, "verify", "off", "log").equals("log"),
                oneOf(values, "profile", "off", "jdk").equals("jdk"),
                oneOf(values, "serial", "refuse", "allow").equals("allow"),
                paths(values.getOrDefault("scan", List.of())),
                oneOf(values, "jmx", "request", "on").equals("on"),
                last(values, "report", STDERR));
    }

    private static void requireOutsideJdk(String pattern) {
        if (pattern.matches("(java|jdk|sun)\\..*")) {
            throw new IllegalArgumentException(
                    "include=" + pattern + ": the agent does not change classes of the JDK");
        }
    }

    private static Map<String, List<String>> split(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> current = null;
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals >= 0) {
                String key = part.substring(0, equals).strip();
                if (!KNOWN.contains(key)) {
                    throw new IllegalArgumentException(
                            "no such option: "
                                    + key
                                    + "=; there are "
                                    + KNOWN.stream().sorted().toList());
                }
                current = values.computeIfAbsent(key, none -> new ArrayList<>());
            }
            String value = part.substring(equals + 1).strip();
            if (current == null || value.isEmpty()) {
                throw new IllegalArgumentException(
                        "not an option, nor a value of one: '" + part + "'");
            }
            current.add(value);
        }
        return values;
    }

    private static Set<LockType> types(List<String> titles) {
        Set<LockType> types = EnumSet.noneOf(LockType.class);
        for (String title : titles) {
            types.add(
                    LockType.titled(title)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "types=: the agent swaps no " + title)));
        }
        return types.isEmpty() ? EnumSet.allOf(LockType.class) : types;
    }

    private static String oneOf(
            Map<String, List<String>> values, String key, String usual, String other) {
        String value = last(values, key, usual);
        if (!value.equals(usual) && !value.equals(other)) {
            throw new IllegalArgumentException(
                    key + "= is " + usual + " or " + other + ", not " + value);
        }
        return value;
    }

    private static String last(Map<String, List<String>> values, String key, String usual) {
        List<String> given = values.getOrDefault(key, List.of());
        return given.isEmpty() ? usual : given.get(given.size() - 1);
    }

    private static List<Path> paths(List<String> values) {
        List<Path> paths = new ArrayList<>();
        for (String value : values) {
            for (String path : value.split(File.pathSeparator, -1)) {
                Path place = Path.of(path);
                if (!Files.exists(place)) {
                    throw new IllegalArgumentException(
                            "scan=" + path + ": there is no such file or folder");
                }
                paths.add(place);
            }
        }
        return List.copyOf(paths);
    }
}
