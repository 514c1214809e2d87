package org.furwock.jcstress.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The source files of all modules, and what they declare. */
final class Sources {

    private static final List<String> MODULES =
            List.of("futex-core", "primitives", "jcstress-tests", "bench");

    /** Packages of the JDK whose classes the pages name. */
    private static final List<String> JDK =
            List.of(
                    "java.lang.",
                    "java.lang.invoke.",
                    "java.nio.",
                    "java.nio.channels.spi.",
                    "java.util.concurrent.",
                    "java.util.concurrent.atomic.",
                    "java.util.concurrent.locks.",
                    "java.util.function.");

    private final Path root;
    private final Map<String, String> texts = new HashMap<>();

    /** The sources of the repository with this root. */
    Sources(Path root) {
        this.root = root;
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(this::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void add(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        texts.merge(name, read(file), String::concat);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    /** Whether a class of this name exists here or in the JDK. */
    boolean hasClass(String name) {
        return texts.containsKey(name) || isNested(name) || isOfJdk(name);
    }

    private boolean isNested(String name) {
        return declaring(name).findAny().isPresent();
    }

    /** The texts that declare a class of this name, nested or not. */
    private Stream<String> declaring(String name) {
        Pattern declaration = Pattern.compile("\\b(class|interface|enum|record) " + name + "\\b");
        return texts.values().stream().filter(text -> declaration.matcher(text).find());
    }

    private static Predicate<String> uses(String word) {
        return Pattern.compile("\\b" + word + "\\b").asPredicate();
    }

    private static boolean isOfJdk(String name) {
        return JDK.stream().anyMatch(prefix -> jdkClass(prefix + name) != null);
    }

    private static Class<?> jdkClass(String name) {
        try {
            return Class.forName(name, false, Sources.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null; // the caller tries other packages
        }
    }

    /**
     * Whether the class has a member of this name, by its source or, for the JDK, by reflection.
     */
    boolean hasMember(String type, String member) {
        if (declaring(type).anyMatch(uses(member))) {
            return true;
        }
        return JDK.stream()
                .map(prefix -> jdkClass(prefix + type))
                .filter(found -> found != null)
                .flatMap(Sources::memberNames)
                .anyMatch(member::equals);
    }

    private static Stream<String> memberNames(Class<?> type) {
        Stream<String> own =
                Stream.concat(
                        Stream.of(type.getDeclaredMethods()).map(method -> method.getName()),
                        Stream.of(type.getDeclaredFields()).map(field -> field.getName()));
        Class<?> parent = type.getSuperclass();
        return parent == null ? own : Stream.concat(own, memberNames(parent));
    }

    /** Whether some class here uses the word. */
    boolean hasWord(String word) {
        return texts.values().stream().anyMatch(uses(word));
    }

    /** The pages in the folder docs, by name. */
    Map<String, String> pages() {
        Path docs = root.resolve("docs");
        try (Stream<Path> files = Files.list(docs)) {
            return Stream.concat(files, Stream.of(root.resolve("README.md")))
                    .filter(file -> file.toString().endsWith(".md"))
                    .collect(
                            Collectors.toMap(
                                    file -> docs.relativize(file).toString(), Sources::read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
