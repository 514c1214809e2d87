package org.furwock.bench.agent.profile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Replaces lock calls in one class file by calls of {@link JdkLocks}, and reports each lock that
 * the class creates. A replaced call takes the receiver as its first argument, so the operand stack
 * does not change.
 */
public final class CallRewriter {

    private static final String LOCKS = "java/util/concurrent/locks/";
    private static final String LOCK = LOCKS + "Lock";
    private static final String CONDITION = LOCKS + "Condition";
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
                    access,
                    name,
                    descriptor,
                    signature,
                    exceptions,
                    super.visitMethod(access, name, descriptor, signature, exceptions));
        }

        /** Collects the code of a method, changes it and passes it on. */
        private final class Body extends MethodNode {

            private final MethodVisitor next;

            /**
             * Of each creation that has begun and not ended, whether the lock stays on the stack.
             */
            private final Deque<Boolean> creations = new ArrayDeque<>();

            Body(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions,
                    MethodVisitor next) {
                super(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
                this.next = next;
            }

            @Override
            public void visitEnd() {
                int line = 0;
                for (AbstractInsnNode at : instructions.toArray()) {
                    if (at instanceof LineNumberNode number) {
                        line = number.line;
                    } else if (isCreation(at)) {
                        creations.push(isDup(at.getNext()));
                    } else if (at instanceof MethodInsnNode call) {
                        visitCall(call, line);
                    }
                }
                accept(next);
            }

            private void visitCall(MethodInsnNode call, int line) {
                if (call.getOpcode() != Opcodes.INVOKESPECIAL) {
                    replace(call);
                } else if (call.name.equals("<init>") && CREATED.contains(call.owner)) {
                    // No creation has begun if it is the call of a super constructor.
                    Boolean staysOnStack = creations.pollFirst();
                    if (staysOnStack != null && staysOnStack) {
                        instructions.insert(call, tellCreated(line));
                        changed = true;
                    }
                }
            }

            private InsnList tellCreated(int line) {
                InsnList code = new InsnList();
                code.add(new InsnNode(Opcodes.DUP));
                code.add(new LdcInsnNode(className + "." + name + "(" + source + ":" + line + ")"));
                code.add(
                        new MethodInsnNode(
                                Opcodes.INVOKESTATIC,
                                HOOKS,
                                "created",
                                "(Ljava/lang/Object;Ljava/lang/String;)V",
                                false));
                return code;
            }

            private void replace(MethodInsnNode call) {
                String receiver = RECEIVERS.get(call.owner);
                if (call.getOpcode() != Opcodes.INVOKESTATIC
                        && receiver != null
                        && METHODS.getOrDefault(receiver, Set.of())
                                .contains(call.name + call.desc)) {
                    call.setOpcode(Opcodes.INVOKESTATIC);
                    call.owner = HOOKS;
                    call.desc = "(L" + receiver + ";" + call.desc.substring(1);
                    call.itf = false;
                    changed = true;
                }
            }
        }

        private static boolean isCreation(AbstractInsnNode instruction) {
            return instruction.getOpcode() == Opcodes.NEW
                    && CREATED.contains(((TypeInsnNode) instruction).desc);
        }

        /** A compiler omits DUP where the program does not use the new object. */
        private static boolean isDup(@Nullable AbstractInsnNode instruction) {
            return instruction != null && instruction.getOpcode() == Opcodes.DUP;
        }
    }
}
