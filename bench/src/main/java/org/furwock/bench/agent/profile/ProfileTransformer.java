package org.furwock.bench.agent.profile;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Adds the profile to included classes when they are loaded. */
public final class ProfileTransformer implements ClassFileTransformer {

    private final Predicate<String> included;

    /**
     * @param included tells by its internal name whether a class is included
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
            // The JVM would swallow the exception and load the class unchanged.
            System.err.println("Furwock agent: no profile of " + name + ": " + e);
            return null;
        }
    }
}
