package org.furwock.futex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The metadata of a module for native images: it follows the schema of reachability metadata, and
 * names nothing that does not exist.
 */
public final class NativeImageMetadata {

    private static final Set<String> SECTIONS =
            Set.of("comment", "reflection", "resources", "foreign");
    private static final Set<String> OF_TYPES =
            Set.of(
                    "condition",
                    "type",
                    "methods",
                    "allDeclaredMethods",
                    "allDeclaredFields",
                    "allDeclaredConstructors",
                    "jniAccessible");
    private static final Set<String> OF_DOWNCALLS =
            Set.of("returnType", "parameterTypes", "options");

    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    private NativeImageMetadata(JsonNode root) {
        this.root = root;
    }

    /** The place of the file of an artifact in its jar. */
    public static String place(String artifact) {
        return "/META-INF/native-image/org.furwock/" + artifact + "/reachability-metadata.json";
    }

    /** Reads a file of the class path. */
    public static NativeImageMetadata read(String place) throws IOException {
        try (InputStream file = NativeImageMetadata.class.getResourceAsStream(place)) {
            if (file == null) {
                throw new AssertionError("there is no " + place);
            }
            return of(new ObjectMapper().readTree(file));
        }
    }

    static NativeImageMetadata of(JsonNode root) {
        return new NativeImageMetadata(root);
    }

    /** The problems of the metadata, in sentences. */
    public List<String> problems() {
        onlyKnown(root, SECTIONS, "the file");
        root.path("reflection").forEach(this::checkType);
        root.path("resources").forEach(resource -> required(resource, "glob"));
        root.path("foreign").path("downcalls").forEach(this::checkDowncall);
        return problems;
    }

    /** The names of the types that are open to reflection. */
    public List<String> types() {
        return StreamSupport.stream(root.path("reflection").spliterator(), false)
                .map(entry -> entry.path("type").asText())
                .toList();
    }

    /** The parameters of each call into C. */
    public List<Integer> downcallParameters() {
        return StreamSupport.stream(root.path("foreign").path("downcalls").spliterator(), false)
                .map(call -> call.path("parameterTypes").size())
                .toList();
    }

    private void checkType(JsonNode entry) {
        onlyKnown(entry, OF_TYPES, "reflection");
        required(entry, "type");
        JsonNode type = entry.path("type");
        if (type.isObject()) {
            type.path("proxy").forEach(face -> load(face.asText()));
        } else {
            checkMethods(load(type.asText()), entry.path("methods"));
        }
        checkCondition(entry);
    }

    private void checkCondition(JsonNode entry) {
        JsonNode condition = entry.path("condition");
        if (!condition.isMissingNode()) {
            required(condition, "typeReached");
            load(condition.path("typeReached").asText());
        }
    }

    private void checkMethods(Class<?> type, JsonNode methods) {
        for (JsonNode method : methods) {
            required(method, "name");
            String name = method.path("name").asText();
            boolean there =
                    Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(declared -> declared.getName().equals(name));
            boolean later = name.equals("isVirtual") && Runtime.version().feature() < 21;
            if (!there && !later) {
                problems.add(type.getName() + " has no method " + name);
            }
        }
    }

    private void checkDowncall(JsonNode call) {
        onlyKnown(call, OF_DOWNCALLS, "a downcall");
        required(call, "returnType");
        required(call, "parameterTypes");
    }

    private void required(JsonNode node, String field) {
        if (node.path(field).isMissingNode()) {
            problems.add(node + " has no " + field);
        }
    }

    private void onlyKnown(JsonNode node, Set<String> known, String where) {
        node.fieldNames()
                .forEachRemaining(
                        field -> {
                            if (!known.contains(field)) {
                                problems.add(where + " has the unknown field " + field);
                            }
                        });
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, false, NativeImageMetadata.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            problems.add("there is no class " + name);
            return Object.class;
        }
    }
}
