package org.furwock.bench.agent;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The swaps in one class.
 *
 * @param name the class
 * @param types the titles of the types that were swapped
 * @param fields the fields whose type has changed
 * @param creations the places where the class creates such a lock: method and line
 * @param subclassOf the type that the class extends, empty if it extends none of them
 */
record ClassSwap(
        String name,
        Set<String> types,
        List<String> fields,
        List<String> creations,
        String subclassOf) {

    /** Copies the collections; the types are sorted. */
    ClassSwap {
        types = new TreeSet<>(types);
        fields = List.copyOf(fields);
        creations = List.copyOf(creations);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append(": ").append(String.join(", ", types));
        if (!subclassOf.isEmpty()) {
            text.append("; extends ").append(subclassOf);
        }
        if (!fields.isEmpty()) {
            text.append("; in ").append(String.join(", ", fields));
        }
        if (!creations.isEmpty()) {
            text.append("; made in ").append(String.join(", ", creations));
        }
        return text.toString();
    }
}
