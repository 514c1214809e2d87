package org.furwock.bench.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * The facts about one class file that the plan needs.
 *
 * @param name its name in class files
 * @param isInterface whether it is an interface
 * @param superName the name of its superclass, null for Object alone
 * @param interfaces the names of its interfaces
 * @param locks the lock types that it mentions; if there are none, it has neither classes nor
 *     references below, and only members that {@link LockSubclasses} asks for
 * @param classes the names of all classes that it mentions
 * @param members its fields and methods
 * @param references the fields and methods that it uses
 * @param enclosing the class whose code has it, if it is an anonymous or a local class
 * @param savedLambdas the lock types in the descriptors of its serializable lambdas
 */
record ClassFacts(
        String name,
        boolean isInterface,
        @Nullable String superName,
        List<String> interfaces,
        Set<LockType> locks,
        Set<String> classes,
        List<Member> members,
        Set<Reference> references,
        @Nullable String enclosing,
        Set<LockType> savedLambdas) {

    /** Copies the collections. */
    ClassFacts {
        interfaces = List.copyOf(interfaces);
        locks = Set.copyOf(locks);
        classes = Set.copyOf(classes);
        members = List.copyOf(members);
        references = Set.copyOf(references);
        savedLambdas = Set.copyOf(savedLambdas);
    }

    /**
     * A field or a method.
     *
     * @param name its name
     * @param descriptor its type, without generics
     * @param access its flags in the class file
     * @param locks the lock types in its descriptor and in its generic signature
     */
    record Member(String name, String descriptor, int access, Set<LockType> locks) {

        boolean is(Reference reference) {
            return name.equals(reference.name) && descriptor.equals(reference.descriptor);
        }

        /** The name and the descriptor: equal for a method and one that overrides it. */
        String key() {
            return name + descriptor;
        }

        boolean isMethod() {
            return descriptor.startsWith("(");
        }

        boolean isNative() {
            return isMethod() && has(Opcodes.ACC_NATIVE);
        }

        boolean isAbstract() {
            return has(Opcodes.ACC_ABSTRACT);
        }

        /** Whether a method of a subclass with the same descriptor would override it. */
        boolean isVirtual() {
            return isMethod()
                    && !name.startsWith("<")
                    && !has(Opcodes.ACC_PRIVATE)
                    && !has(Opcodes.ACC_STATIC);
        }

        /** Whether default serialization writes it. */
        boolean isSerialized() {
            return !isMethod() && !has(Opcodes.ACC_STATIC) && !has(Opcodes.ACC_TRANSIENT);
        }

        /** Whether the default serialVersionUID depends on it. */
        boolean isInDefaultUid() {
            return !has(Opcodes.ACC_PRIVATE)
                    || (!isMethod() && !has(Opcodes.ACC_STATIC) && !has(Opcodes.ACC_TRANSIENT));
        }

        /** Whether it gives a class a serialVersionUID of its own. */
        boolean isUid() {
            return !isMethod()
                    && name.equals("serialVersionUID")
                    && has(Opcodes.ACC_STATIC)
                    && has(Opcodes.ACC_FINAL);
        }

        private boolean has(int flag) {
            return (access & flag) != 0;
        }

        @Override
        public String toString() {
            return isMethod() ? name + "()" : name;
        }
    }

    /**
     * A use of a field or a method.
     *
     * @param owner the class through which it is used
     * @param name its name
     * @param descriptor its type, without generics
     */
    record Reference(String owner, String name, String descriptor) {}

    /** The superclass and the interfaces. */
    List<String> directSupertypes() {
        if (superName == null) {
            return interfaces;
        }
        List<String> all = new ArrayList<>(interfaces);
        all.add(0, superName);
        return all;
    }
}
