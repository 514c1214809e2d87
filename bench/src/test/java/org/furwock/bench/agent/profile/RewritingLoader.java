package org.furwock.bench.agent.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Loads the classes whose names start with a prefix as the agent would have them. */
final class RewritingLoader extends ClassLoader {

    private final String prefix;

    RewritingLoader(String prefix) {
        super(RewritingLoader.class.getClassLoader());
        this.prefix = prefix;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(prefix)) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return define(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Defines a class from a file that is not rewritten yet. */
    Class<?> define(String name, byte[] original) {
        byte[] rewritten = CallRewriter.rewrite(original);
        byte[] file = rewritten == null ? original : rewritten;
        return defineClass(name, file, 0, file.length);
    }
}
