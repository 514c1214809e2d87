package org.furwock.bench.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rewrites classes when they are loaded, according to the plan. */
final class SwapTransformer implements ClassFileTransformer {

    private static final String NOT_FOUND =
            "was not there when the agent looked: name its jar or folder with scan=";

    private final AgentOptions options;
    private final SwapPlan plan;
    private final SwapReport report;
    private final LockVisibility visibility;

    SwapTransformer(
            AgentOptions options,
            SwapPlan plan,
            SwapReport report,
            Instrumentation instrumentation) {
        this.options = options;
        this.plan = plan;
        this.report = report;
        this.visibility = new LockVisibility(instrumentation);
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (name == null || loader == null || LockVisibility.isOfJdk(module, loader)) {
            return null;
        }
        try {
            if (!plan.knows(name)) {
                lookAtUnknown(name, file);
                return null;
            }
            return Boundary.isIncluded(options, name) ? rewrite(module, loader, name, file) : null;
        } catch (RuntimeException | LinkageError e) {
            // The JVM would swallow the exception and load the class unchanged.
            report.failed(Boundary.dotted(name), e);
            return null;
        }
    }

    private byte @Nullable [] rewrite(Module module, ClassLoader loader, String name, byte[] file) {
        plan.refused(name).forEach((type, reason) -> refuse(name, type, reason));
        Set<LockType> types = plan.swapped(name);
        if (types.isEmpty()) {
            return null;
        }
        if (!visibility.reaches(module, loader)) {
            types.forEach(type -> refuse(name, type, "has a class loader that does not find ours"));
            reportLinks(ClassFactsReader.read(file));
            return null;
        }
        LockRewriter.Result result =
                new LockRewriter(types, options.verify()).rewrite(file).orElse(null);
        if (result == null) {
            return null;
        }
        report.swapped(result.swap());
        return result.file();
    }

    private void lookAtUnknown(String name, byte[] file) {
        if (!ClassFactsReader.mayMentionLocks(file)) {
            return;
        }
        ClassFacts facts = ClassFactsReader.read(file);
        reportLinks(facts);
        if (Boundary.isIncluded(options, name)) {
            facts.locks().stream()
                    .filter(options.types()::contains)
                    .forEach(type -> refuse(name, type, NOT_FOUND));
        }
    }

    /** Such a link fails when the program uses it. */
    private void reportLinks(ClassFacts facts) {
        Set<String> links = plan.linksToSwapped(facts);
        if (!links.isEmpty()) {
            report.links(Boundary.dotted(facts.name()), links);
        }
    }

    private void refuse(String name, LockType type, String reason) {
        report.refused(Boundary.dotted(name), Map.of(type.title(), reason));
    }
}
