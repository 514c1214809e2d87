package org.furwock.bench.agent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;
import org.objectweb.asm.tree.ClassNode;

/**
 * Renames lock types in one class file: in the superclass, in descriptors, generic signatures,
 * instructions, stack maps, constants and annotations, and in names that {@link ConstantNames}
 * finds. The rest of the code does not change: our classes have the methods of the JDK's.
 */
final class LockRewriter {

    private final Set<LockType> types;
    private final Map<String, String> names;

    /**
     * @param types the types to rename
     * @param checked whether the new types are the classes of {@code verify=log}
     */
    LockRewriter(Set<LockType> types, boolean checked) {
        this.types = EnumSet.copyOf(types);
        this.names = LockType.renaming(types, checked);
    }

    /**
     * @param file the class file
     * @param swap the swaps
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on only, never compared
    record Result(byte[] file, ClassSwap swap) {}

    /** Rewrites a class file; empty if there was nothing to rename. */
    Optional<Result> rewrite(byte[] original) {
        ClassNode node = new ClassNode();
        Survey survey = new Survey(node);
        new ClassReader(original).accept(survey, 0);
        Set<String> renamed = ConstantNames.rename(node, names);
        ClassWriter writer = new ClassWriter(0);
        node.accept(new ClassRemapper(writer, new Renaming(names, renamed)));
        return renamed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Result(writer.toByteArray(), survey.result(renamed)));
    }

    /** Records the names that it sees. */
    private static final class Renaming extends SimpleRemapper {

        private final Set<String> met;

        Renaming(Map<String, String> names, Set<String> met) {
            super(Opcodes.ASM9, names);
            this.met = met;
        }

        @Override
        public @Nullable String map(String name) {
            String renamed = super.map(name);
            if (renamed != null) {
                met.add(name);
            }
            return renamed;
        }
    }

    /** Records the fields and creations before they are renamed. */
    private final class Survey extends ClassVisitor {

        private final List<String> fields = new ArrayList<>();
        private final List<String> creations = new ArrayList<>();
        private String name = "";
        private String subclassOf = "";

        Survey(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        ClassSwap result(Set<String> renamed) {
            Set<String> titles =
                    renamed.stream()
                            .flatMap(from -> LockType.named(from).stream())
                            .map(LockType::title)
                            .collect(Collectors.toSet());
            return new ClassSwap(name, titles, fields, creations, subclassOf);
        }

        @Override
        public void visit(
                int version,
                int access,
                String className,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            super.visit(version, access, className, signature, superName, interfaces);
            name = Boundary.dotted(className);
            if (superName != null && names.containsKey(superName)) {
                subclassOf = simple(superName);
            }
        }

        @Override
        public FieldVisitor visitField(
                int access,
                String fieldName,
                String descriptor,
                @Nullable String signature,
                @Nullable Object value) {
            if (LockType.in(descriptor).stream().anyMatch(types::contains)) {
                fields.add(fieldName);
            }
            return super.visitField(access, fieldName, descriptor, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new Creations(
                    method, super.visitMethod(access, method, descriptor, signature, exceptions));
        }

        private String simple(String internalName) {
            return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
        }

        private final class Creations extends MethodVisitor {

            private final String method;
            private int line;

            Creations(String method, MethodVisitor next) {
                super(Opcodes.ASM9, next);
                this.method = method;
            }

            @Override
            public void visitLineNumber(int number, Label start) {
                line = number;
                super.visitLineNumber(number, start);
            }

            @Override
            public void visitTypeInsn(int opcode, String type) {
                if (opcode == Opcodes.NEW && names.containsKey(type)) {
                    creations.add(method + ":" + line + " (" + simple(type) + ")");
                }
                super.visitTypeInsn(opcode, type);
            }
        }
    }
}
