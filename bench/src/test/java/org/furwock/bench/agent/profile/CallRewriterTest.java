package org.furwock.bench.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import org.furwock.profile.LockProfiles;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class CallRewriterTest {

    private static final String PROGRAM = CalledMethodsProgram.class.getName();
    private static final String LOCK = "java/util/concurrent/locks/ReentrantLock";

    @Test
    void shouldCallExactlyTheMethodsThatTheProgramCalls() throws Exception {
        assertThat(calledBy(new RewritingLoader(PROGRAM)))
                .isEqualTo(new CalledMethodsProgram().call())
                .contains("Semaphore.acquire0", "Lock.tryLock2", "Condition.awaitUntil1");
    }

    @Test
    void shouldTellOfALockThatTheConstructorOfALockCreates() throws Exception {
        calledBy(new RewritingLoader(PROGRAM));

        assertThat(LockProfiles.snapshot())
                .anySatisfy(
                        site ->
                                assertThat(site.site())
                                        .startsWith(PROGRAM + "$OwnLock.<init>(Called"));
    }

    private static List<Object> calledBy(ClassLoader loader) throws Exception {
        Class<?> program = loader.loadClass(PROGRAM);
        Callable<?> instance = (Callable<?>) program.getDeclaredConstructor().newInstance();
        return List.copyOf((List<?>) instance.call());
    }

    @Test
    void shouldAcceptACreationWhoseLockIsNotUsed() throws Exception {
        Class<?> program = new RewritingLoader("Bare").define("Bare", withUnusedLock());

        assertThat(program.getMethod("create").invoke(null)).isEqualTo(List.of());
    }

    /** As the compiler of Eclipse has {@code new ReentrantLock();}. */
    private static byte[] withUnusedLock() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "Bare", null, "java/lang/Object", null);
        MethodVisitor create =
                writer.visitMethod(
                        Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
                        "create",
                        "()Ljava/util/List;",
                        null,
                        null);
        create.visitCode();
        create.visitTypeInsn(Opcodes.NEW, LOCK);
        create.visitMethodInsn(Opcodes.INVOKESPECIAL, LOCK, "<init>", "()V", false);
        create.visitMethodInsn(
                Opcodes.INVOKESTATIC, "java/util/List", "of", "()Ljava/util/List;", true);
        create.visitInsn(Opcodes.ARETURN);
        create.visitMaxs(0, 0);
        create.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
