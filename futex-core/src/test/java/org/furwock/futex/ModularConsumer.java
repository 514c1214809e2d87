package org.furwock.futex;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * A module that requires a module of this project, and has only the modules that that one needs.
 */
public final class ModularConsumer {

    private ModularConsumer() {}

    /**
     * Compiles it.
     *
     * @param folder an empty one
     * @param required the module that it requires
     * @param expression an expression that uses it
     * @param neighbours a class of each available module
     * @return the compiler's messages if it fails, else the empty string
     */
    public static String compile(
            Path folder, String required, String expression, Class<?>... neighbours)
            throws Exception {
        Path module = folder.resolve("module-info.java");
        Path use = Files.createDirectories(folder.resolve("user")).resolve("Use.java");
        Files.writeString(module, "module user { requires " + required + "; }");
        Files.writeString(use, "package user; class Use { Object o = " + expression + "; }");
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                messages,
                                messages,
                                "--module-path",
                                path(neighbours),
                                "-d",
                                folder.resolve("out").toString(),
                                module.toString(),
                                use.toString());
        return status == 0
                ? ""
                : "status " + status + ": " + messages.toString(StandardCharsets.UTF_8);
    }

    private static String path(Class<?>... types) {
        return Arrays.stream(types)
                .map(ModularConsumer::place)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
