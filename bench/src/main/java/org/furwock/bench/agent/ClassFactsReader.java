package org.furwock.bench.agent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.furwock.bench.agent.ClassFacts.Member;
import org.furwock.bench.agent.ClassFacts.Reference;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Reads {@link ClassFacts}. A remapper sees every name in a class file: in code, descriptors,
 * signatures and constants. This one changes nothing and records the names.
 */
final class ClassFactsReader extends Remapper {

    /** The names of all lock types, also as they stand in a string constant. */
    private static final List<byte[]> NAMES =
            Arrays.stream(LockType.values())
                    .map(LockType::jdkName)
                    .flatMap(name -> Stream.of(name, Boundary.dotted(name)))
                    .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                    .toList();

    /**
     * The argument of a lambda's call site that is no method of its interface. The first is one,
     * and those after it are the bridges.
     */
    private static final int INSTANTIATED = 2;

    private final Set<LockType> locks = EnumSet.noneOf(LockType.class);
    private final Set<String> classes = new HashSet<>();
    private final List<Member> members = new ArrayList<>();
    private final Set<Reference> references = new LinkedHashSet<>();
    private final Set<LockType> lambdas = EnumSet.noneOf(LockType.class);
    private @Nullable String enclosing;

    private ClassFactsReader() {
        super(Opcodes.ASM9);
    }

    /**
     * @throws IllegalArgumentException if it is not a class file, or if this version of ASM does
     *     not know its JDK
     */
    static ClassFacts read(byte[] file) {
        ClassReader reader = new ClassReader(file);
        ClassFactsReader notes = new ClassFactsReader();
        if (mayMentionLocks(file)) {
            reader.accept(new ClassRemapper(notes.new Members(), notes), ClassReader.SKIP_DEBUG);
        } else if (mayInheritLock(reader)) {
            reader.accept(notes.new Members(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_CODE);
        }
        boolean none = notes.locks.isEmpty();
        return new ClassFacts(
                reader.getClassName(),
                isInterface(reader),
                reader.getSuperName(),
                Arrays.asList(reader.getInterfaces()),
                notes.locks,
                none ? Set.of() : notes.classes,
                none ? notes.inSubclass() : notes.members,
                none ? Set.of() : notes.references,
                notes.enclosing,
                notes.lambdas);
    }

    /** A subclass of a lock's subclass, or an interface of one, need not mention the lock. */
    private static boolean mayInheritLock(ClassReader reader) {
        return isInterface(reader) || !"java/lang/Object".equals(reader.getSuperName());
    }

    private static boolean isInterface(ClassReader reader) {
        return (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    }

    private List<Member> inSubclass() {
        return members.stream().filter(LockSubclasses::mayConflict).toList();
    }

    /**
     * Whether a class file may contain one of the names; false is certain. A quick test, so that
     * few classes are read in full.
     */
    static boolean mayMentionLocks(byte[] file) {
        for (int i = 0; i < file.length; i++) {
            if (file[i] == 'j' && isNameAt(file, i)) { // as in java
                return true;
            }
        }
        return false;
    }

    private static boolean isNameAt(byte[] file, int from) {
        for (byte[] name : NAMES) {
            int end = from + name.length;
            if (end <= file.length && Arrays.equals(file, from, end, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String map(String name) {
        classes.add(name);
        LockType.named(name).ifPresent(locks::add);
        return name;
    }

    @Override
    public String mapMethodName(String owner, String name, String descriptor) {
        references.add(new Reference(owner, name, descriptor));
        return name;
    }

    @Override
    public String mapFieldName(String owner, String name, String descriptor) {
        references.add(new Reference(owner, name, descriptor));
        return name;
    }

    /** Records the declarations of the class. */
    private final class Members extends ClassVisitor {

        Members() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitOuterClass(
                String owner, @Nullable String method, @Nullable String descriptor) {
            enclosing = owner;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                @Nullable Object value) {
            add(access, name, descriptor, signature);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            add(access, name, descriptor, signature);
            return new Constants(name);
        }

        private void add(int access, String name, String descriptor, @Nullable String signature) {
            Set<LockType> types = LockType.in(descriptor);
            types.addAll(LockType.in(signature));
            members.add(new Member(name, descriptor, access, types));
        }
    }

    /**
     * Records the names that a remapper does not see: the methods of lambdas, and names in string
     * constants.
     */
    private final class Constants extends MethodVisitor {

        private final boolean makesLambdas;

        Constants(String method) {
            super(Opcodes.ASM9);
            this.makesLambdas = method.equals(ConstantNames.DESERIALIZE_LAMBDA);
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof String text) {
                LockType.named(text.replace('.', '/')).ifPresent(locks::add);
                if (makesLambdas) {
                    LockType.named(text).ifPresent(lambdas::add);
                    lambdas.addAll(LockType.in(text));
                }
            }
        }

        @Override
        public void visitInvokeDynamicInsn(
                String name, String descriptor, Handle bootstrap, Object... arguments) {
            Type made = Type.getReturnType(descriptor);
            if (made.getSort() == Type.OBJECT) {
                for (int i = 0; i < arguments.length; i++) {
                    if (i != INSTANTIATED
                            && arguments[i] instanceof Type method
                            && method.getSort() == Type.METHOD) {
                        references.add(
                                new Reference(
                                        made.getInternalName(), name, method.getDescriptor()));
                    }
                }
            }
        }
    }
}
