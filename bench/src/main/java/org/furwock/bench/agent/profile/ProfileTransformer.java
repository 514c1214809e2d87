package org.furwock.bench.agent.profile;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Adds the profile to included classes when they are loaded. */
public final class ProfileTransformer implements ClassFileTransformer {

    private final Predicate<String> included;
    private final BiPredicate<Module, ClassLoader> ofJdk;
    private final BiPredicate<Module, ClassLoader> reaching;
    private final Set<String> skipped = new ConcurrentSkipListSet<>();

    /**
     * @param included tells by its internal name whether a class is included
     * @param ofJdk tells by its module and loader whether a class is of the JDK
     * @param reaching tells by these whether a class can link to the hooks
     */
    public ProfileTransformer(
            Predicate<String> included,
            BiPredicate<Module, ClassLoader> ofJdk,
            BiPredicate<Module, ClassLoader> reaching) {
        this.included = included;
        this.ofJdk = ofJdk;
        this.reaching = reaching;
    }

    /** The profile and the classes that are not in it, as text. */
    public String report() {
        return ProfileReport.text(List.copyOf(skipped));
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (name == null || loader == null || ofJdk.test(module, loader) || !included.test(name)) {
            return null;
        }
        try {
            byte[] rewritten = CallRewriter.rewrite(file);
            if (rewritten != null && !reaching.test(module, loader)) {
                skipped.add(name.replace('/', '.'));
                return null;
            }
            return rewritten;
        } catch (RuntimeException | LinkageError e) {
            // The JVM would swallow the exception and load the class unchanged.
            System.err.println("Furwock agent: no profile of " + name + ": " + e);
            return null;
        }
    }
}
