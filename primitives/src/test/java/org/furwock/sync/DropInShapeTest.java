package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program swaps a class by its name alone: the signatures are the same. */
@Timeout(600)
class DropInShapeTest {

    private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;
    private static final int KEPT = VISIBLE | Modifier.STATIC | Modifier.FINAL;

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(CyclicBarrier.class, Barrier.class),
                Arguments.of(ReentrantLock.class, FutexReentrantLock.class),
                Arguments.of(ReentrantReadWriteLock.class, FutexReentrantReadWriteLock.class),
                Arguments.of(
                        ReentrantReadWriteLock.ReadLock.class,
                        FutexReentrantReadWriteLock.ReadLock.class),
                Arguments.of(
                        ReentrantReadWriteLock.WriteLock.class,
                        FutexReentrantReadWriteLock.WriteLock.class),
                Arguments.of(java.util.concurrent.Semaphore.class, Semaphore.class),
                Arguments.of(CountDownLatch.class, Latch.class));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldHaveEveryMemberOfTheOriginal(Class<?> original, Class<?> dropIn) {
        Set<String> renamed =
                members(original).stream()
                        .map(m -> m.replace(outer(original), outer(dropIn)))
                        .collect(Collectors.toSet());
        assertThat(members(dropIn)).containsAll(renamed);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldBeOpenForInheritanceAndSerializableAsTheOriginal(
            Class<?> original, Class<?> dropIn) {
        assertThat(dropIn.getModifiers()).isEqualTo(original.getModifiers());
        assertThat(Serializable.class.isAssignableFrom(dropIn))
                .isEqualTo(Serializable.class.isAssignableFrom(original));
        assertThat(overridesToString(dropIn)).isEqualTo(overridesToString(original));
    }

    private static boolean overridesToString(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("toString"));
    }

    private static String outer(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return outer == null ? type.getName() : outer.getName();
    }

    private static Set<String> members(Class<?> type) {
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods()).map(m -> shape(m));
        Stream<String> constructors =
                Arrays.stream(type.getDeclaredConstructors()).map(c -> shape(c));
        Stream<String> fields = Arrays.stream(type.getDeclaredFields()).map(f -> shape(f));
        return Stream.of(methods, constructors, fields)
                .flatMap(shapes -> shapes)
                .filter(shape -> !shape.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String shape(Field field) {
        return (field.getModifiers() & VISIBLE) == 0 ? "" : field.toString();
    }

    /** Modifiers, name, and types; nothing for what is not visible. */
    private static String shape(Executable executable) {
        if ((executable.getModifiers() & VISIBLE) == 0) {
            return "";
        }
        String result = executable instanceof Method method ? method.getReturnType() + " " : "new ";
        return Modifier.toString(executable.getModifiers() & KEPT)
                + " "
                + result
                + (executable instanceof Constructor ? "" : executable.getName())
                + Arrays.toString(executable.getParameterTypes())
                + Arrays.toString(executable.getExceptionTypes());
    }
}
