package org.furwock.bench.agent;

import java.util.List;
import java.util.Set;

/**
 * Names of classes and packages: {@code com.acme.*} is the package and its subpackages, {@code
 * com.acme.Store} the class and its nested classes, {@code *} everything.
 */
record ClassPatterns(List<String> patterns) {

    private static final String EVERYTHING = "*";
    private static final String BELOW = ".*";

    /** Nothing. */
    static final ClassPatterns NONE = new ClassPatterns(List.of());

    /** Copies the list. */
    ClassPatterns {
        patterns = List.copyOf(patterns);
        patterns.forEach(ClassPatterns::check);
    }

    private static void check(String pattern) {
        String name =
                pattern.endsWith(BELOW) ? pattern.substring(0, pattern.length() - 2) : pattern;
        if (!pattern.equals(EVERYTHING) && !name.matches("[\\w$]+(\\.[\\w$]+)*")) {
            throw new IllegalArgumentException(
                    "not the name of a class, nor of a package with .* after it: " + pattern);
        }
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether a pattern matches a class, by its name in class files. */
    boolean match(String internalName) {
        String name = internalName.replace('/', '.');
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    /** The patterns that match none of these names of class files. */
    List<String> withoutMatch(Set<String> internalNames) {
        return patterns.stream()
                .filter(
                        pattern ->
                                internalNames.stream()
                                        .noneMatch(
                                                name -> matches(pattern, name.replace('/', '.'))))
                .toList();
    }

    private static boolean matches(String pattern, String name) {
        if (pattern.equals(EVERYTHING)) {
            return true;
        }
        return pattern.endsWith(BELOW)
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern) || name.startsWith(pattern + "$");
    }
}
