package org.furwock.bench.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Classes that hand locks of one type to each other, and so are decided on together. */
final class Groups {

    /** From each class towards the one that stands for its group, which has itself. */
    private final Map<String, String> parents = new TreeMap<>();

    private final Map<String, Refusal> refusals = new HashMap<>();

    /** Which class of a group was refused, and why. */
    private record Refusal(String name, String reason) {}

    /** Adds a class, in a group of its own if it is in none. */
    void add(String name) {
        parents.putIfAbsent(name, name);
    }

    boolean contains(String name) {
        return parents.containsKey(name);
    }

    /** Makes one group of those of two classes. */
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

    /** Refuses the group of a class. Of several reasons the first is kept. */
    void refuse(String name, String reason) {
        add(name);
        refusals.putIfAbsent(root(name), new Refusal(name, reason));
    }

    /** All classes, by name. */
    List<String> members() {
        return List.copyOf(parents.keySet());
    }

    /** Why a class is refused, if it is. */
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
