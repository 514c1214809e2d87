package org.furwock.bench.sample.edge;

import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;

/** Defines a class whose file is not on the class path, and runs it. */
public final class PluginMain {

    private PluginMain() {}

    /** With the class file. */
    public static void main(String[] args) throws Exception {
        Class<?> plugin = MethodHandles.lookup().defineClass(Files.readAllBytes(Path.of(args[0])));
        try {
            plugin.getMethod("run").invoke(null);
        } catch (ReflectiveOperationException e) {
            System.out.println(e.getCause().getClass().getSimpleName());
        }
    }
}
