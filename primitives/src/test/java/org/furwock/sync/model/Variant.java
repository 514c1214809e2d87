package org.furwock.sync.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.furwock.waiting.Backoff;

/**
 * Classes compiled from their current sources with some text replaced. So a variant is always
 * today's code with one flaw, never an old copy. It is an error if the source does not contain the
 * text exactly once. Comments and the layout of the lines do not count.
 *
 * <p>The copies are in the same package and class loader as the originals, under other names. So
 * package-private access works. Lincheck finds classes by name and caches its transformations, and
 * does not confuse them.
 */
public final class Variant {

    /**
     * Names a {@code UnaryOperator<byte[]>} that transforms each compiled class. With it, the
     * mutants of jcstress-tests, which change byte code, also apply to these copies.
     */
    private static final String REWRITER = "furwock.model.rewriter";

    /** A literal or a comment. Literals are kept; they may look like comments. */
    private static final Pattern LITERAL_OR_COMMENT =
            Pattern.compile(
                    "(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')" + "|//[^\n]*|/\\*.*?\\*/",
                    Pattern.DOTALL);

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    /** Shared, since it scans every jar of the class path once. */
    private static final JavaFileManager FILES = JAVAC.getStandardFileManager(null, null, null);

    private final Map<Class<?>, String> sources = new LinkedHashMap<>();

    /** The suffix of the names of the copies; empty before the compilation. */
    private String suffix = "";

    private Variant() {}

    /** The sources of these top-level classes, which may name each other. */
    public static Variant of(Class<?>... types) {
        Variant variant = new Variant();
        for (Class<?> type : types) {
            variant.sources.put(type, read(type));
        }
        return variant;
    }

    /** A class that the tests cannot name. */
    public static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".java";
        Path main = Path.of("src", "main", "java").resolve(file);
        try {
            return code(
                    Files.readString(
                            Files.exists(main)
                                    ? main
                                    : Path.of("src", "test", "java").resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same code without comments and with one space wherever there is white space. */
    private static String code(String source) {
        return LITERAL_OR_COMMENT
                .matcher(source)
                .replaceAll(
                        found -> {
                            String literal = found.group(1);
                            return literal == null ? " " : Matcher.quoteReplacement(literal);
                        })
                .replaceAll("\\s+", " ");
    }

    /** Replaces code that must occur exactly once. */
    public Variant changing(Class<?> type, String original, String replacement) {
        String source = sources.get(type);
        String text = code(original);
        int at = source.indexOf(text);
        if (at < 0 || source.indexOf(text, at + 1) >= 0) {
            throw new AssertionError("not exactly once in " + type.getName() + ": " + text);
        }
        sources.put(type, source.replace(text, code(replacement)));
        suffix = "";
        return this;
    }

    /**
     * With a copy of {@link Backoff} whose values are thread locals: the storage of a thread's
     * value does not matter to a model, and its table would give the checker more steps.
     */
    public Variant withLocalBackoff() {
        return changing(
                Backoff.class,
                "PerThread<Backoff> CURRENT = new PerThread<>(() -> new Backoff(true))",
                "ThreadLocal<Backoff> CURRENT ="
                        + " ThreadLocal.withInitial(() -> new Backoff(true))");
    }

    /**
     * Makes an instance of the copy of a class nested in one of the given ones. The first call
     * compiles.
     */
    public <T> T newInstance(Class<? extends T> nested, Class<T> as) {
        Class<?> outer = nested.getNestHost();
        try {
            if (suffix.isEmpty()) {
                suffix = "_" + COUNT.incrementAndGet();
                define(compile());
            }
            String copy = nested.getName().replace(outer.getName(), outer.getName() + suffix);
            var constructor = Class.forName(copy).getDeclaredConstructor();
            constructor.setAccessible(true);
            return as.cast(constructor.newInstance());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, byte[]> compile() {
        List<JavaFileObject> renamed = new ArrayList<>();
        for (Class<?> type : sources.keySet()) {
            String source = sources.get(type);
            for (Class<?> other : sources.keySet()) {
                String name = other.getSimpleName();
                source = source.replaceAll("\\b" + name + "\\b", name + suffix);
            }
            renamed.add(new Source(type.getName() + suffix, source));
        }
        StringWriter complaints = new StringWriter();
        List<String> options = List.of("-proc:none", "-nowarn", "-g");
        Classes classes = new Classes();
        if (!JAVAC.getTask(complaints, classes, null, options, null, renamed).call()) {
            throw new AssertionError("the variant does not compile: " + complaints);
        }
        UnaryOperator<byte[]> rewriter = rewriter();
        classes.bytes.replaceAll((name, bytes) -> rewriter.apply(bytes));
        return classes.bytes;
    }

    @SuppressWarnings("unchecked") // it was asked for by name
    private static UnaryOperator<byte[]> rewriter() {
        String name = System.getProperty(REWRITER);
        if (name == null) {
            return UnaryOperator.identity();
        }
        try {
            return (UnaryOperator<byte[]>)
                    Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private void define(Map<String, byte[]> classes) throws IllegalAccessException {
        Map<String, MethodHandles.Lookup> packages = new HashMap<>();
        for (Class<?> type : sources.keySet()) {
            packages.put(
                    type.getPackageName(),
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
        }
        Set<String> left = new LinkedHashSet<>(classes.keySet());
        while (!left.isEmpty()) {
            left.removeIf(
                    name -> {
                        String in = name.substring(0, name.lastIndexOf('.'));
                        return isDefined(packages.get(in), classes.get(name));
                    });
        }
    }

    /**
     * Whether the class is defined now. If it refers to classes that are not defined yet, this is
     * unknown, and the next attempt decides.
     */
    private static boolean isDefined(MethodHandles.Lookup in, byte[] bytes) {
        try {
            in.defineClass(bytes);
            return true;
        } catch (NoClassDefFoundError e) {
            return false;
        } catch (LinkageError e) {
            return true; // a duplicate: the previous attempt has defined it
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static URI uri(String className, JavaFileObject.Kind kind) {
        return URI.create("memory:///" + className.replace('.', '/') + kind.extension);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(uri(className, Kind.SOURCE), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> bytes = new LinkedHashMap<>();

        Classes() {
            super(FILES);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(uri(className, kind), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            bytes.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
