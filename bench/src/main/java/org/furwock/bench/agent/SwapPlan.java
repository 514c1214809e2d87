package org.furwock.bench.agent;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.furwock.bench.agent.ClassFacts.Member;
import org.furwock.bench.agent.ClassFacts.Reference;
import org.furwock.bench.agent.ClassIndex.Declaration;

/** The swaps in each class, and the refusals. The plan is fixed before the program starts. */
final class SwapPlan {

    private final ClassIndex classes;
    private final Map<String, Set<LockType>> swapped = new HashMap<>();
    private final Map<String, Map<LockType, String>> refused = new HashMap<>();

    private SwapPlan(ClassIndex classes) {
        this.classes = classes;
    }

    /** Decides for all classes of an index. */
    static SwapPlan of(ClassIndex classes, AgentOptions options) {
        SwapPlan plan = new SwapPlan(classes);
        for (LockType type : options.types()) {
            Groups groups = new Groups();
            Boundary.draw(classes, options, type, groups);
            for (String name : groups.members()) {
                groups.refusal(name)
                        .ifPresentOrElse(
                                reason -> plan.refuse(name, type, reason),
                                () -> plan.swap(name, type));
            }
        }
        return plan;
    }

    private void swap(String name, LockType type) {
        swapped.computeIfAbsent(name, none -> EnumSet.noneOf(LockType.class)).add(type);
    }

    private void refuse(String name, LockType type, String reason) {
        refused.computeIfAbsent(name, none -> new EnumMap<>(LockType.class)).put(type, reason);
    }

    /** Whether the class was known when the plan was made. */
    boolean knows(String name) {
        return classes.contains(name);
    }

    /** The swapped members of other classes that a class uses or overrides with their old types. */
    Set<String> linksToSwapped(ClassFacts facts) {
        Set<String> links = new TreeSet<>();
        facts.references()
                .forEach(used -> classes.declaration(used).ifPresent(at -> add(links, at)));
        for (String supertype : facts.directSupertypes()) {
            facts.members().stream()
                    .filter(Member::isVirtual)
                    .map(own -> new Reference(supertype, own.name(), own.descriptor()))
                    .forEach(over -> classes.declaration(over).ifPresent(at -> add(links, at)));
        }
        links.removeIf(link -> link.startsWith(Boundary.dotted(facts.name()) + "."));
        return links;
    }

    private void add(Set<String> links, Declaration declared) {
        if (swapped(declared.owner()).stream().anyMatch(declared.member().locks()::contains)) {
            links.add(Boundary.dotted(declared.owner()) + "." + declared.member());
        }
    }

    /** The types that are swapped in a class. */
    Set<LockType> swapped(String name) {
        return swapped.getOrDefault(name, Set.of());
    }

    /** The types that are not swapped, with the reasons. */
    Map<LockType, String> refused(String name) {
        return refused.getOrDefault(name, Map.of());
    }
}
