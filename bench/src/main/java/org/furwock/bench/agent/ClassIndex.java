package org.furwock.bench.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.furwock.bench.agent.ClassFacts.Member;
import org.furwock.bench.agent.ClassFacts.Reference;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a program may load, with their supertypes. All are added before the first
 * question. From then on any thread may ask, as threads do that load classes.
 */
final class ClassIndex {

    private final List<ClassFacts> all = new ArrayList<>();
    private final Map<String, ClassFacts> byName = new HashMap<>();

    /** Classes of the JDK, read on demand; empty for a name that is not one of them. */
    private final Map<String, Optional<ClassFacts>> ofJdk = new ConcurrentHashMap<>();

    /** What {@link #withSupertypes} has found: each type of lock asks for most classes. */
    private final Map<String, Set<String>> supertypes = new ConcurrentHashMap<>();

    /**
     * Adds a class. If several have the same name, all are analysed, and the first counts as
     * supertype.
     */
    void add(ClassFacts facts) {
        all.add(facts);
        byName.putIfAbsent(facts.name(), facts);
    }

    /** The added classes that mention a lock. */
    List<ClassFacts> withLocks() {
        return all.stream().filter(facts -> !facts.locks().isEmpty()).toList();
    }

    /** The names of all added classes. */
    Set<String> names() {
        return byName.keySet();
    }

    boolean contains(String name) {
        return byName.containsKey(name);
    }

    /** A class with all its supertypes, the nearest first. */
    Set<String> withSupertypes(String name) {
        Set<String> known = supertypes.get(name);
        if (known == null) {
            known = Collections.unmodifiableSet(findSupertypes(name));
            supertypes.put(name, known);
        }
        return known;
    }

    private Set<String> findSupertypes(String name) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (found.add(next)) {
                ClassFacts facts = find(next);
                if (facts != null) {
                    open.addAll(facts.directSupertypes());
                }
            }
        }
        return found;
    }

    /** Whether an added class is an interface. */
    boolean isInterface(String name) {
        ClassFacts facts = byName.get(name);
        return facts != null && facts.isInterface();
    }

    /** The members of an added class, as in its facts; none of any other class. */
    List<Member> membersOf(String name) {
        ClassFacts facts = byName.get(name);
        return facts == null ? List.of() : facts.members();
    }

    /** Whether a class is in the index or in the JDK. */
    boolean isKnown(String name) {
        return find(name) != null;
    }

    /** The classes with locks that declare the used member, the nearest to the owner first. */
    Optional<Declaration> declaration(Reference reference) {
        for (String name : withSupertypes(reference.owner())) {
            for (Member member : membersOf(name)) {
                if (member.is(reference)) {
                    return Optional.of(new Declaration(name, member));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * @param owner the class that declares it
     * @param member the declared member
     */
    record Declaration(String owner, Member member) {}

    private @Nullable ClassFacts find(String name) {
        ClassFacts added = byName.get(name);
        return added != null
                ? added
                : ofJdk.computeIfAbsent(name, ClassIndex::readFromJdk).orElse(null);
    }

    private static Optional<ClassFacts> readFromJdk(String name) {
        ClassLoader jdk = ClassLoader.getPlatformClassLoader();
        try (InputStream file = jdk.getResourceAsStream(name + ".class")) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(ClassFactsReader.read(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of the JDK", e);
        }
    }
}
