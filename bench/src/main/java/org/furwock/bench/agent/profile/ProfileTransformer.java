package org.furwock.bench.agent.profile;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Has the locks of included classes profiled, as the classes are loaded. */
public final class ProfileTransformer implements ClassFileTransformer {

    private final Predicate<String> included;

    /**
     * @param included which classes, by their internal names
     */
    public ProfileTransformer(Predicate<String> included) {
        this.included = included;
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (name == null || loader == null || !included.test(name)) {
            return null;
        }
        try {
            return CallRewriter.rewrite(file);
        } catch (RuntimeException | LinkageError e) {
            // The JVM would drop it, and load the class as it is.
            System.err.println("Furwock agent: no profile of " + name + ": " + e);
            return null;
        }
    }
}
