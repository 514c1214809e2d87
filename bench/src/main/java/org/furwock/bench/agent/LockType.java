package org.furwock.bench.agent;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A class of the JDK that the agent can swap, with its nested classes. */
public enum LockType {
    /** {@link java.util.concurrent.locks.ReentrantLock}. */
    REENTRANT_LOCK(
            "java/util/concurrent/locks/ReentrantLock",
            "org/furwock/locks/FutexReentrantLock",
            "CheckedReentrantLock"),
    /** {@link java.util.concurrent.locks.ReentrantReadWriteLock}. */
    READ_WRITE_LOCK(
            "java/util/concurrent/locks/ReentrantReadWriteLock",
            "org/furwock/locks/FutexReentrantReadWriteLock",
            "CheckedReadWriteLock",
            "$ReadLock",
            "$WriteLock"),
    /** {@link java.util.concurrent.Semaphore}. */
    SEMAPHORE("java/util/concurrent/Semaphore", "org/furwock/sync/Semaphore", "CheckedSemaphore"),
    /** {@link java.util.concurrent.CountDownLatch}. */
    COUNT_DOWN_LATCH(
            "java/util/concurrent/CountDownLatch", "org/furwock/sync/Latch", "CheckedLatch"),
    /** {@link java.util.concurrent.CyclicBarrier}. */
    CYCLIC_BARRIER(
            "java/util/concurrent/CyclicBarrier", "org/furwock/sync/Barrier", "CheckedBarrier");

    private static final String CHECKED_PACKAGE = "org/furwock/bench/agent/verify/";

    /** Most descriptors of a program do not contain this. */
    private static final String ANY = "Ljava/util/concurrent/";

    /**
     * The lock types, by the names of the JDK's classes: a scan looks up each name that it sees.
     */
    private static final Map<String, LockType> BY_NAME = byName();

    private final String jdkName;
    private final String oursName;
    private final String checkedName;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> suffixes;

    LockType(String jdkName, String oursName, String checkedName, String... nested) {
        this.jdkName = jdkName;
        this.oursName = oursName;
        this.checkedName = CHECKED_PACKAGE + checkedName;
        this.suffixes = List.of(nested);
    }

    private static Map<String, LockType> byName() {
        Map<String, LockType> types = new HashMap<>();
        for (LockType type : values()) {
            type.names().forEach(name -> types.put(name, type));
        }
        return Map.copyOf(types);
    }

    /** The simple name, as in the option {@code types}. */
    public String title() {
        return jdkName.substring(jdkName.lastIndexOf('/') + 1);
    }

    /** The type with this simple name. */
    static Optional<LockType> titled(String title) {
        return Arrays.stream(values()).filter(type -> type.title().equals(title)).findFirst();
    }

    /** The JDK's class, by its name in class files. */
    String jdkName() {
        return jdkName;
    }

    /** Our class, by its name in class files. */
    String oursName() {
        return oursName;
    }

    /** The types that a descriptor or a generic signature mentions. */
    static Set<LockType> in(@Nullable String signature) {
        Set<LockType> types = EnumSet.noneOf(LockType.class);
        if (signature != null && signature.contains(ANY)) {
            BY_NAME.forEach(
                    (name, type) -> {
                        if (signature.contains("L" + name + ";")) {
                            types.add(type);
                        }
                    });
        }
        return types;
    }

    /** The type with this name in class files. */
    static Optional<LockType> named(String internalName) {
        return Optional.ofNullable(BY_NAME.get(internalName));
    }

    private Stream<String> names() {
        return Stream.concat(Stream.of(jdkName), suffixes.stream().map(suffix -> jdkName + suffix));
    }

    /** Whether this is the name, in class files, of the JDK's class or of a class nested in it. */
    boolean isNamed(String internalName) {
        return BY_NAME.get(internalName) == this;
    }

    /** The names of the JDK's classes of all types, each with the name of ours. */
    static Map<String, String> renaming(Set<LockType> types, boolean checked) {
        Map<String, String> names = new LinkedHashMap<>();
        for (LockType type : types) {
            String ours = checked ? type.checkedName : type.oursName;
            names.put(type.jdkName, ours);
            type.suffixes.forEach(suffix -> names.put(type.jdkName + suffix, ours + suffix));
        }
        return names;
    }
}
