package org.furwock.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.SimpleRemapper;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class DropInTest {

    /** Renaming a type is all that the agent does to the code that uses it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldHaveAllThatTheJdksClassesHave(boolean checked) throws ClassNotFoundException {
        Map<String, String> names = LockType.renaming(EnumSet.allOf(LockType.class), checked);
        assertThat(names).hasSize(LockType.values().length + 2);
        for (Map.Entry<String, String> name : names.entrySet()) {
            Set<String> wanted =
                    members(load(name.getKey()), new SimpleRemapper(Opcodes.ASM9, names));
            Set<String> there =
                    members(load(name.getValue()), new SimpleRemapper(Opcodes.ASM9, Map.of()));

            assertThat(wanted).isNotEmpty();
            assertThat(there).as(name.getValue()).containsAll(wanted);
        }
    }

    /** As in the JDK's. Else a subclass that overrides one by means of the other calls itself. */
    @Test
    void shouldCallNoMethodThatASubclassMayOverride() throws Exception {
        for (String name : LockType.renaming(EnumSet.allOf(LockType.class), false).values()) {
            for (Class<?> at = load(name); at != Object.class; at = at.getSuperclass()) {
                assertThat(callsOfOverridable(at, load(name))).as(at.getName()).isEmpty();
            }
        }
    }

    private static List<String> callsOfOverridable(Class<?> code, Class<?> lock)
            throws IOException {
        Set<String> overridable =
                Arrays.stream(lock.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .filter(method -> !Modifier.isFinal(method.getModifiers()))
                        .map(method -> method.getName() + Type.getMethodDescriptor(method))
                        .collect(Collectors.toSet());
        ClassNode node = new ClassNode();
        new ClassReader(code.getName()).accept(node, 0);
        List<String> calls = new ArrayList<>();
        for (MethodNode method : node.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof MethodInsnNode call
                        && call.getOpcode() == Opcodes.INVOKEVIRTUAL
                        && (method.access & Opcodes.ACC_SYNTHETIC) == 0
                        && List.of(Type.getInternalName(lock), node.name).contains(call.owner)
                        && overridable.contains(call.name + call.desc)) {
                    calls.add(method.name + method.desc + " calls " + call.name + call.desc);
                }
            }
        }
        return calls;
    }

    private static Class<?> load(String internalName) throws ClassNotFoundException {
        return Class.forName(internalName.replace('/', '.'));
    }

    private static Set<String> members(Class<?> type, SimpleRemapper names) {
        Set<String> members = new TreeSet<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            Arrays.stream(at.getDeclaredMethods())
                    .filter(DropInTest::isForUsers)
                    .filter(method -> !method.isSynthetic())
                    .map(
                            method ->
                                    method.getName()
                                            + names.mapMethodDesc(Type.getMethodDescriptor(method)))
                    .forEach(members::add);
        }
        Stream.of(type.getDeclaredConstructors())
                .filter(DropInTest::isForUsers)
                .map(Type::getConstructorDescriptor)
                .forEach(descriptor -> members.add("<init>" + names.mapMethodDesc(descriptor)));
        return members;
    }

    private static boolean isForUsers(Executable member) {
        return (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }
}
