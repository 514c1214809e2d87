package org.furwock.bench.agent;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.furwock.bench.agent.ClassFacts.Member;
import org.objectweb.asm.Type;

/** The methods that a subclass of the JDK's lock may have, and a subclass of ours may not. */
final class LockSubclasses {

    /**
     * @param sealed the methods that are final in our class and not in the JDK's
     * @param added the public methods that our class has and the JDK's has not
     */
    private record Difference(Set<String> sealed, Set<String> added) {}

    /** By the name of the JDK's class. */
    private static final Map<String, Difference> DIFFERENCES =
            LockType.renaming(Set.of(LockType.values()), false).entrySet().stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Map.Entry::getKey,
                                    names -> difference(names.getKey(), names.getValue())));

    private static final Set<String> ALL =
            DIFFERENCES.values().stream()
                    .flatMap(
                            difference ->
                                    Stream.concat(
                                            difference.sealed.stream(), difference.added.stream()))
                    .collect(Collectors.toUnmodifiableSet());

    private LockSubclasses() {}

    /** Whether a member may conflict with one of our locks, if its class extends the lock. */
    static boolean mayConflict(Member member) {
        return member.isVirtual() && ALL.contains(member.key());
    }

    /** The reason for which a class that extends a lock cannot extend ours; empty if it can. */
    static Optional<String> conflict(String name, ClassIndex classes, LockType type) {
        Set<String> supertypes = classes.withSupertypes(name);
        String lock = supertypes.stream().filter(type::isNamed).findFirst().orElseThrow();
        Difference difference = Objects.requireNonNull(DIFFERENCES.get(lock));
        Set<String> overridden = methods(name, classes, member -> true);
        overridden.retainAll(difference.sealed);
        if (!overridden.isEmpty()) {
            return Optional.of("overrides what is final in our lock: " + overridden);
        }
        for (String supertype : supertypes) {
            if (classes.isInterface(supertype)) {
                Set<String> defaults = methods(supertype, classes, member -> !member.isAbstract());
                defaults.retainAll(difference.added);
                if (!defaults.isEmpty()) {
                    return Optional.of(
                            "has from "
                                    + Boundary.dotted(supertype)
                                    + " what our lock has already: "
                                    + defaults);
                }
            }
        }
        return Optional.empty();
    }

    private static Set<String> methods(
            String name, ClassIndex classes, Predicate<Member> relevant) {
        return classes.membersOf(name).stream()
                .filter(Member::isVirtual)
                .filter(relevant)
                .map(Member::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Difference difference(String jdkName, String oursName) {
        Class<?> jdk = load(jdkName);
        Class<?> ours = load(oursName);
        Set<String> sealed = finalMethods(ours);
        sealed.removeAll(finalMethods(jdk));
        Set<String> added = publicMethods(ours);
        added.removeAll(publicMethods(jdk));
        return new Difference(sealed, added);
    }

    private static Class<?> load(String internalName) {
        try {
            return Class.forName(
                    Boundary.dotted(internalName), false, LockSubclasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the agent's jar is not complete: " + internalName, e);
        }
    }

    private static Set<String> publicMethods(Class<?> lock) {
        return Arrays.stream(lock.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(LockSubclasses::key)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<String> finalMethods(Class<?> lock) {
        Set<String> names = new HashSet<>();
        for (Class<?> at = lock; at != null; at = at.getSuperclass()) {
            Arrays.stream(at.getDeclaredMethods())
                    .filter(LockSubclasses::isFinalForSubclasses)
                    .forEach(method -> names.add(key(method)));
        }
        return names;
    }

    private static String key(Method method) {
        return method.getName() + Type.getMethodDescriptor(method);
    }

    private static boolean isFinalForSubclasses(Method method) {
        int flags = method.getModifiers();
        return Modifier.isFinal(flags) && (Modifier.isPublic(flags) || Modifier.isProtected(flags));
    }
}
