package org.furwock.bench.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Groups of classes that pass locks of one type to each other. A group is swapped or refused as a
 * whole.
 */
final class Groups {

    /**
     * A union-find forest: from each class towards the representative of its group, which maps to
     * itself.
     */
    private final Map<String, String> parents = new TreeMap<>();

    private final Map<String, Refusal> refusals = new HashMap<>();

    /** The class of a group that was refused, with the reason. */
    private record Refusal(String name, String reason) {}

    /** Adds a class, in a group of its own if it is in none. */
    void add(String name) {
        parents.putIfAbsent(name, name);
    }

    boolean contains(String name) {
        return parents.containsKey(name);
    }

    /** Joins the groups of two classes. */
    void join(String one, String other) {
        add(one);
        add(other);
        String from = root(one);
        String to = root(other);
        if (!from.equals(to)) {
            parents.put(from, to);
            Refusal refusal = refusals.remove(from);
            if (refusal != null) {
                refusals.putIfAbsent(to, refusal);
            }
        }
    }

    /** Refuses the group of a class. The first reason is kept. */
    void refuse(String name, String reason) {
        add(name);
        refusals.putIfAbsent(root(name), new Refusal(name, reason));
    }

    /** All classes, by name. */
    List<String> members() {
        return List.copyOf(parents.keySet());
    }

    /** The reason for which a class is refused, if it is. */
    Optional<String> refusal(String name) {
        return Optional.ofNullable(refusals.get(root(name)))
                .map(
                        refusal ->
                                refusal.name.equals(name)
                                        ? refusal.reason
                                        : "shares it with "
                                                + Boundary.dotted(refusal.name)
                                                + ", which "
                                                + refusal.reason);
    }

    private String root(String name) {
        String at = name;
        String next = Objects.requireNonNull(parents.get(at));
        while (!next.equals(at)) {
            at = next;
            next = Objects.requireNonNull(parents.get(at));
        }
        return at;
    }
}
