package org.furwock.bench.agent.profile;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Replaces lock calls in one class file by calls of {@link JdkLocks}, and reports each lock that
 * the class creates. A replaced call takes the receiver as its first argument, so the operand stack
 * does not change.
 */
public final class CallRewriter {

    private static final String LOCKS = "java/util/concurrent/locks/";
    private static final String LOCK = LOCKS + "Lock";
    private static final String CONDITION = LOCKS + "Condition";
    private static final String READ_WRITE = LOCKS + "ReadWriteLock";
    private static final String SEMAPHORE = "java/util/concurrent/Semaphore";
    private static final String HOOKS = "org/furwock/bench/agent/profile/JdkLocks";

    /** The type that a hook takes for a receiver of this type. */
    private static final Map<String, String> RECEIVERS =
            Map.of(
                    LOCK,
                    LOCK,
                    LOCKS + "ReentrantLock",
                    LOCK,
                    LOCKS + "ReentrantReadWriteLock$ReadLock",
                    LOCK,
                    LOCKS + "ReentrantReadWriteLock$WriteLock",
                    LOCK,
                    CONDITION,
                    CONDITION,
                    READ_WRITE,
                    READ_WRITE,
                    LOCKS + "ReentrantReadWriteLock",
                    READ_WRITE,
                    SEMAPHORE,
                    SEMAPHORE);

    private static final Map<String, Set<String>> METHODS =
            Map.of(
                    LOCK,
                    Set.of(
                            "lock()V",
                            "lockInterruptibly()V",
                            "tryLock()Z",
                            "tryLock(JLjava/util/concurrent/TimeUnit;)Z",
                            "unlock()V",
                            "newCondition()Ljava/util/concurrent/locks/Condition;"),
                    CONDITION,
                    Set.of(
                            "await()V",
                            "awaitUninterruptibly()V",
                            "awaitNanos(J)J",
                            "await(JLjava/util/concurrent/TimeUnit;)Z",
                            "awaitUntil(Ljava/util/Date;)Z"),
                    READ_WRITE,
                    Set.of("readLock", "writeLock"), // for any return type
                    SEMAPHORE,
                    Set.of("acquire()V", "acquire(I)V", "acquireUninterruptibly()V"));

    private static final Set<String> CREATED =
            Set.of(LOCKS + "ReentrantLock", LOCKS + "ReentrantReadWriteLock", SEMAPHORE);

    private CallRewriter() {}

    /** The class file with its calls replaced; null if it has none. */
    public static byte @Nullable [] rewrite(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Calls calls = new Calls(writer);
        reader.accept(calls, 0);
        return calls.changed ? writer.toByteArray() : null;
    }

    private static final class Calls extends ClassVisitor {

        private boolean changed;
        private String className = "";
        private String source = "unknown source";
        private String superName = "";

        Calls(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String parent,
                String @Nullable [] interfaces) {
            super.visit(version, access, name, signature, parent, interfaces);
            className = name.replace('/', '.');
            superName = parent == null ? "" : parent;
        }

        @Override
        public void visitSource(@Nullable String file, @Nullable String debug) {
            super.visitSource(file, debug);
            source = file == null ? source : file;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new Body(
                    name, super.visitMethod(access, name, descriptor, signature, exceptions));
        }

        private final class Body extends MethodVisitor {

            private final String method;
            private int line;

            Body(String method, MethodVisitor next) {
                super(Opcodes.ASM9, next);
                this.method = method;
            }

            @Override
            public void visitLineNumber(int number, Label start) {
                line = number;
                super.visitLineNumber(number, start);
            }

            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String name, String descriptor, boolean isInterface) {
                if (opcode == Opcodes.INVOKESPECIAL) {
                    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                    if (name.equals("<init>") && isCreation(owner)) {
                        tellCreated();
                    }
                } else if (!replace(opcode, owner, name, descriptor)) {
                    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                }
            }

            /** A super constructor call leaves nothing on the stack. */
            private boolean isCreation(String owner) {
                return CREATED.contains(owner)
                        && !(method.equals("<init>") && owner.equals(superName));
            }

            private void tellCreated() {
                changed = true;
                super.visitInsn(Opcodes.DUP);
                super.visitLdcInsn(className + "." + method + "(" + source + ":" + line + ")");
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        HOOKS,
                        "created",
                        "(Ljava/lang/Object;Ljava/lang/String;)V",
                        false);
            }

            private boolean replace(int opcode, String owner, String name, String descriptor) {
                String receiver = RECEIVERS.get(owner);
                if (opcode == Opcodes.INVOKESTATIC || receiver == null) {
                    return false;
                }
                Set<String> known = METHODS.getOrDefault(receiver, Set.of());
                if (known.contains(name)) {
                    replacePart(receiver, name, descriptor);
                } else if (known.contains(name + descriptor)) {
                    callHook(name, "(L" + receiver + ";" + descriptor.substring(1));
                } else {
                    return false;
                }
                changed = true;
                return true;
            }

            /** The class's method returns a narrower type than the interface's. */
            private void replacePart(String receiver, String name, String descriptor) {
                callHook(name, "(L" + receiver + ";)L" + LOCK + ";");
                String type = descriptor.substring("()L".length(), descriptor.length() - 1);
                if (!type.equals(LOCK)) {
                    super.visitTypeInsn(Opcodes.CHECKCAST, type);
                }
            }

            private void callHook(String name, String descriptor) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, name, descriptor, false);
            }
        }
    }
}
