package org.furwock.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.furwock.bench.sample.edge.EdgeMain;
import org.furwock.bench.sample.edge.Edges;
import org.furwock.bench.sample.edge.LambdaMain;
import org.furwock.bench.sample.edge.LoaderMain;
import org.furwock.bench.sample.edge.LogManagerMain;
import org.furwock.bench.sample.edge.PluginMain;
import org.furwock.bench.sample.edge.SaveMain;
import org.furwock.bench.sample.shop.Kinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class AgentTest {

    private static final String SHOP = "include=org.furwock.bench.sample.shop.*";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "'', org.furwock.locks.FutexReentrantLock,"
                + " org.furwock.locks.FutexReentrantReadWriteLock, org.furwock.sync.",
        "',verify=log', org.furwock.bench.agent.verify.CheckedReentrantLock,"
                + " org.furwock.bench.agent.verify.CheckedReadWriteLock,"
                + " org.furwock.bench.agent.verify.Checked"
    })
    void shouldSwapEveryWayToMentionALock(
            String more, String lock, String readWriteLock, String others) throws Exception {
        AgentJvm.Result result = AgentJvm.run(folder, SHOP + more, Kinds.class);

        assertThat(result.status()).as(result.report()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        "static field = " + lock,
                        "array = " + lock + " " + lock,
                        "subclass = org.furwock.bench.sample.shop.OwnLock " + lock,
                        "subclass's protected method = true",
                        "generics = " + lock,
                        "read lock = " + readWriteLock + "$ReadLock",
                        "write lock = " + readWriteLock + "$WriteLock",
                        "record = true " + lock,
                        "cast = " + lock,
                        "instanceof = true",
                        "class constant = " + lock,
                        "Class.forName = " + lock,
                        "Class.forName of an array = true",
                        "findClass = " + lock,
                        "loadClass of a subclass = " + lock,
                        "a message = java.util.concurrent.locks.ReentrantLock",
                        "method reference = true " + lock,
                        "method handle = " + lock,
                        "Semaphore = " + others + "Semaphore",
                        "CountDownLatch = " + others + "Latch",
                        "CyclicBarrier = 0 " + others + "Barrier");
    }

    @Test
    void shouldReportWhatWasSwappedWhere() throws Exception {
        AgentJvm.Result result = AgentJvm.run(folder, SHOP, Kinds.class);

        assertThat(result.report().lines()).allMatch(line -> line.length() <= 100);
        assertThat(result.joined())
                .contains(
                        "classes swapped: 3",
                        "org.furwock.bench.sample.shop.OwnLock: ReentrantLock; extends"
                                + " ReentrantLock",
                        "in STATIC, striped, both, read, write; made in <init>:",
                        "refused: 0",
                        "problems: 0",
                        "violations of a lock's contract: 0");
    }

    @Test
    void shouldWriteTheReportToAFile() throws Exception {
        Path file = folder.resolve("report");

        AgentJvm.Result result =
                AgentJvm.run(folder, SHOP + ",types=Semaphore,report=" + file, Kinds.class);

        assertThat(result.report()).doesNotContain("Furwock agent");
        assertThat(Files.readString(file))
                .contains("classes swapped: 1", "Kinds: Semaphore; made in semaphore:");
        assertThat(result.lines().get(0)).endsWith("java.util.concurrent.locks.ReentrantLock");
    }

    @Test
    void shouldLeaveAProgramWhoseLocksPassTheBoundaryAsItIs() throws Exception {
        AgentJvm.Result result =
                AgentJvm.run(folder, "include=org.furwock.bench.sample.edge.*", EdgeMain.class);

        assertThat(result.status()).as(result.report()).isZero();
        assertThat(result.lines()).contains("passed out", "passed as a lock", "taken", "subclass");
        assertThat(result.joined())
                .contains(
                        "Edges$PassesOut: Semaphore;",
                        "Edges$PassesOut: ReentrantLock: it uses",
                        "Edges$PassesAsLock: ReentrantLock; in lock");
    }

    @ParameterizedTest
    @CsvSource({
        "'', org.furwock.locks.FutexReentrantLock",
        "',verify=log', org.furwock.bench.agent.verify.CheckedReentrantLock"
    })
    void shouldLoadASubclassThatWasSavedWithTheJdksLock(String more, String lock) throws Exception {
        String file = folder.resolve("saved").toString();
        AgentJvm.run(folder, "include=com.acme.*", SaveMain.class, "save", file);

        AgentJvm.Result result =
                AgentJvm.run(
                        folder,
                        "include=org.furwock.bench.sample.edge.*" + more,
                        SaveMain.class,
                        "load",
                        file);

        assertThat(result.lines()).as(result.report()).containsExactly("box 1 " + lock);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",serial=allow", ",serial=allow,verify=log"})
    void shouldReadTheLambdasThatTheProgramWrote(String more) throws Exception {
        AgentJvm.Result result =
                AgentJvm.run(
                        folder, "include=org.furwock.bench.sample.edge.*" + more, LambdaMain.class);

        assertThat(result.lines())
                .as(result.report())
                .containsExactly("fair = true", "fair = true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",profile=jdk"})
    void shouldLeaveTheChoiceOfALogManagerToTheProgram(String more) throws Exception {
        AgentJvm.Result result =
                AgentJvm.run(
                        folder,
                        "include=org.furwock.bench.sample.edge.*" + more,
                        LogManagerMain.class);

        assertThat(result.lines())
                .as(result.report())
                .containsExactly(LogManagerMain.Own.class.getName());
    }

    @Test
    void shouldLeaveAClassWhoseLoaderDoesNotFindOurs() throws Exception {
        AgentJvm.Result result =
                AgentJvm.run(folder, "include=org.furwock.bench.sample.*", LoaderMain.class);

        assertThat(result.lines())
                .as(result.report())
                .containsExactly("java.util.concurrent.locks.ReentrantLock");
        assertThat(result.joined())
                .contains(
                        "LoaderMain$User: ReentrantLock: it has a class loader that does not find");
    }

    @Test
    void shouldNotProfileTheJdkNorAClassWhoseLoaderDoesNotFindOurs() throws Exception {
        AgentJvm.Result result =
                AgentJvm.run(folder, "include=*,profile=jdk", LoaderMain.class, "http");

        assertThat(result.lines())
                .as(result.report())
                .containsExactly("HTTP_2", "java.util.concurrent.locks.ReentrantLock");
        assertThat(result.report())
                .containsOnlyOnce("not profiled: ")
                .contains(
                        "not profiled: "
                                + LoaderMain.User.class.getName()
                                + ", whose class loader does not find ours");
    }

    @Test
    void shouldReportALinkFromAClassThatItDidNotKnow() throws Exception {
        Path plugin = Files.write(folder.resolve("plugin"), plugin());

        AgentJvm.Result result =
                AgentJvm.run(
                        folder,
                        "include=org.furwock.bench.sample.edge.*,exclude=org.furwock.bench.sample"
                                + ".edge.Plugin,include=com.acme.none.*",
                        PluginMain.class,
                        plugin.toString());

        assertThat(result.lines()).as(result.report()).containsExactly("NoSuchMethodError");
        assertThat(result.joined())
                .contains(
                        "problems: 2",
                        "include=com.acme.none.* matches no class found",
                        "org.furwock.bench.sample.edge.Plugin links to"
                                + " org.furwock.bench.sample.edge.Edges$Free.lock(), which is"
                                + " swapped");
    }

    private static byte[] plugin() {
        String base = Edges.Free.class.getName().replace('.', '/');
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V11,
                Opcodes.ACC_PUBLIC,
                PluginMain.class.getPackageName().replace('.', '/') + "/Plugin",
                null,
                "java/lang/Object",
                null);
        MethodVisitor run =
                writer.visitMethod(
                        Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()V", null, null);
        run.visitCode();
        run.visitTypeInsn(Opcodes.NEW, base);
        run.visitInsn(Opcodes.DUP);
        run.visitMethodInsn(Opcodes.INVOKESPECIAL, base, "<init>", "()V", false);
        run.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                base,
                "lock",
                "()Ljava/util/concurrent/locks/ReentrantLock;",
                false);
        run.visitInsn(Opcodes.POP);
        run.visitInsn(Opcodes.RETURN);
        run.visitMaxs(0, 0);
        run.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",jmx=on"})
    void shouldAnswerByJmxWhileTheProgramRuns(String more) throws Exception {
        AgentJvm.Result result =
                AgentJvm.run(
                        folder,
                        "include=org.furwock.bench.sample.edge.*,report=none" + more,
                        EdgeMain.class,
                        "jmx");

        assertThat(result.lines())
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("swapped by JMX")
                                        .contains("PassesAsLock"))
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("refused by JMX")
                                        .contains("PassesOut"));
    }

    @Test
    void shouldNotStartTheProgramIfAnOptionIsWrong() throws Exception {
        AgentJvm.Result result = AgentJvm.run(folder, "inclde=com.acme.*", Kinds.class);

        assertThat(result.status()).isNotZero();
        assertThat(result.lines()).noneMatch(line -> line.startsWith("static field"));
        assertThat(result.report()).contains("no such option: inclde=");
    }

    @Test
    void shouldRefuseToBeAttached() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Agent.agentmain("include=*", null))
                .withMessageContaining("-javaagent");
    }
}
