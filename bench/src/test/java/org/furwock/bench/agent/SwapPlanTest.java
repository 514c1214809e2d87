package org.furwock.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.furwock.bench.sample.edge.Edges;
import org.furwock.bench.sample.outside.OtherGrand;
import org.furwock.bench.sample.outside.Outside;
import org.furwock.bench.sample.shop.Account;
import org.furwock.bench.sample.shop.Kinds;
import org.furwock.bench.sample.shop.OwnLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class SwapPlanTest {

    private static final String EDGES = Edges.class.getName().replace('.', '/') + "$";

    @Test
    void shouldSwapAProgramThatKeepsItsLocks() {
        SwapPlan plan = plan("include=org.furwock.bench.sample.shop.*");

        assertThat(plan.swapped(internal(Kinds.class)))
                .containsExactlyInAnyOrder(LockType.values());
        assertThat(plan.refused(internal(Kinds.class))).isEmpty();
        assertThat(plan.swapped(internal(OwnLock.class))).containsExactly(LockType.REENTRANT_LOCK);
        assertThat(plan.swapped(internal(Account.class))).containsExactly(LockType.REENTRANT_LOCK);
    }

    @Test
    void shouldSwapOnlyTheTypesChosen() {
        SwapPlan plan = plan("include=org.furwock.bench.sample.shop.*,types=Semaphore");

        assertThat(plan.swapped(internal(Kinds.class))).containsExactly(LockType.SEMAPHORE);
        assertThat(plan.swapped(internal(OwnLock.class))).isEmpty();
    }

    @Test
    void shouldRefuseAllThatShareALockWithAClassThatIsExcluded() {
        SwapPlan plan =
                plan(
                        "include=org.furwock.bench.sample.shop.*,"
                                + "exclude=org.furwock.bench.sample.shop.OwnLock");

        assertThat(plan.swapped(internal(OwnLock.class))).isEmpty();
        assertThat(plan.refused(internal(Kinds.class)))
                .containsOnlyKeys(LockType.REENTRANT_LOCK)
                .hasEntrySatisfying(
                        LockType.REENTRANT_LOCK,
                        reason -> assertThat(reason).contains("OwnLock", "not included"));
        assertThat(plan.refused(internal(Account.class)).get(LockType.REENTRANT_LOCK))
                .contains("shares it with " + Kinds.class.getName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PassesAsLock",
                "JdkLambda",
                "SavedWithoutLock",
                "SavedByUnchangedUid",
                "SavedEnum",
                "RunnerLock"
            })
    void shouldSwapWhatPassesNoLockByItsType(String name) {
        SwapPlan plan = edges("");

        assertThat(plan.swapped(EDGES + name)).containsExactly(LockType.REENTRANT_LOCK);
        assertThat(plan.refused(EDGES + name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PassesOut=uses org.furwock.bench.sample.outside.Outside.keep(), which is not",
                "Friend=shares it with org.furwock.bench.sample.edge.Edges$PassesOut, which uses",
                "Captures=shares it with org.furwock.bench.sample.edge.Edges$Captures$1, which uses",
                "PassesList=uses org.furwock.bench.sample.outside.Outside.count()",
                "Implements=overrides org.furwock.bench.sample.outside.Outside$Provider.lock()",
                "Lambda=uses org.furwock.bench.sample.outside.Outside$Provider.lock()",
                "BridgeLambda=uses org.furwock.bench.sample.outside.Outside$Provider.lock()",
                "SavedLambda=would not read what it serialized before, because of a serializable"
                        + " lambda, whose descriptor has it",
                "Taken=gives it to org.furwock.bench.sample.outside.Outside$Taker",
                "Overridden=has made() overridden by org.furwock.bench.sample.outside.Outside$Over",
                "UsedSubclass=is a subclass of it that org.furwock.bench.sample.outside.Outside$Su",
                "UsesOtherLock=uses org.furwock.bench.sample.outside.Outside$OtherLock, a subclass",
                "Saved=would not read what it serialized before, because of its field lock",
                "SavedByDefaultUid=would not read what it serialized before, because of its default"
                        + " serialVersionUID, which depends on lock",
                "ExternalByDefaultUid=would not read what it serialized before, because of its"
                        + " default serialVersionUID, which depends on <init>()",
                "Native=has a native method with it: give()",
                "Base=has in org.furwock.bench.sample.edge.Edges$Heir the same lock() as org.furwock"
                        + ".bench.sample.outside.Outside$Provider, which is not included",
                "Joined=shares it with org.furwock.bench.sample.edge.Edges$JoinedBase, which uses",
                "Grand=overrides what is final in our lock: [setExclusiveOwnerThread",
                "Own=shares it with org.furwock.bench.sample.edge.Edges$Grand, which overrides",
                "GuardedLock=has from org.furwock.bench.sample.edge.Edges$Guarded what our lock"
                        + " has already: [run(Ljava/lang/Runnable;)V]",
                "Final=overrides what is final in our lock: [getExclusiveOwnerThread"
            })
    void shouldRefuseWhatPassesTheBoundary(String nameAndReason) {
        String[] parts = nameAndReason.split("=", 2);
        SwapPlan plan = edges("");

        assertThat(plan.swapped(EDGES + parts[0])).doesNotContain(LockType.REENTRANT_LOCK);
        assertThat(plan.refused(EDGES + parts[0]).get(LockType.REENTRANT_LOCK))
                .startsWith(parts[1]);
    }

    @Test
    void shouldRefuseALockWhoseSubclassOutsideCannotExtendOurs() {
        ClassIndex index = new ClassIndex();
        index.add(facts(Edges.Parent.class));
        index.add(facts(OtherGrand.class));

        SwapPlan plan =
                SwapPlan.of(index, AgentOptions.parse("include=" + Edges.Parent.class.getName()));

        assertThat(plan.refused(EDGES + "Parent").get(LockType.REENTRANT_LOCK))
                .startsWith(
                        "has the subclass org.furwock.bench.sample.outside.OtherGrand, which"
                                + " overrides what is final in our lock");
    }

    /** As Kotlin's and Scala's compilers name it. */
    @Test
    void shouldFindTheEnclosingClassOfALocalClassWithAnotherName() {
        ClassIndex index = new ClassIndex();
        index.add(classWithLock("a/Outer", null, null));
        index.add(classWithLock("a/Outer$run$Local", "a/Outer", "b/Keeper"));

        SwapPlan plan = SwapPlan.of(index, AgentOptions.parse("include=a.*"));

        assertThat(plan.refused("a/Outer").get(LockType.REENTRANT_LOCK))
                .startsWith("shares it with a.Outer$run$Local, which uses b.Keeper.keep");
    }

    /** It has a method that passes a lock to {@code keeper}, if there is one. */
    private static ClassFacts classWithLock(
            String name, @Nullable String enclosing, @Nullable String keeper) {
        String lock = "(Ljava/util/concurrent/locks/ReentrantLock;)V";
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        if (enclosing != null) {
            writer.visitOuterClass(enclosing, "run", "()V");
        }
        MethodVisitor run = writer.visitMethod(Opcodes.ACC_STATIC, "take", lock, null, null);
        run.visitCode();
        if (keeper != null) {
            run.visitVarInsn(Opcodes.ALOAD, 0);
            run.visitMethodInsn(Opcodes.INVOKESTATIC, keeper, "keep", lock, false);
        }
        run.visitInsn(Opcodes.RETURN);
        run.visitMaxs(0, 0);
        run.visitEnd();
        writer.visitEnd();
        return ClassFactsReader.read(writer.toByteArray());
    }

    @Test
    void shouldNameWhatAnUnknownClassLinksTo() {
        SwapPlan plan = plan("include=org.furwock.bench.sample.*");

        assertThat(plan.linksToSwapped(facts(Outside.Taker.class)))
                .containsExactly("org.furwock.bench.sample.edge.Edges$Taken.lock()");
        assertThat(plan.linksToSwapped(facts(Outside.Overrider.class)))
                .containsExactly("org.furwock.bench.sample.edge.Edges$Overridden.made()");
        assertThat(plan.linksToSwapped(facts(Edges.PassesAsLock.class))).isEmpty();
    }

    @Test
    void shouldDecideOnEachTypeForItself() {
        SwapPlan plan = edges("");

        assertThat(plan.swapped(EDGES + "PassesOut")).containsExactly(LockType.SEMAPHORE);
    }

    @Test
    void shouldSwapASerializedFieldIfAllowed() {
        for (String name :
                new String[] {
                    "Saved", "SavedByDefaultUid", "ExternalByDefaultUid", "SavedLambda"
                }) {
            assertThat(edges(",serial=allow").swapped(EDGES + name))
                    .as(name)
                    .containsExactly(LockType.REENTRANT_LOCK);
        }
    }

    @Test
    void shouldSwapAllIfTheOutsideIsIncludedToo() {
        SwapPlan plan = plan("include=org.furwock.bench.sample.*");

        for (String name : new String[] {"PassesOut", "Friend", "Implements", "Lambda", "Taken"}) {
            assertThat(plan.refused(EDGES + name)).as(name).isEmpty();
        }
        assertThat(plan.swapped(internal(Outside.class))).containsExactly(LockType.REENTRANT_LOCK);
    }

    @Test
    void shouldKnowNoClassThatItHasNotSeen() {
        assertThat(edges("").knows("org/furwock/bench/sample/edge/Generated")).isFalse();
    }

    private static SwapPlan edges(String more) {
        return plan("include=org.furwock.bench.sample.edge.*" + more);
    }

    private static SwapPlan plan(String options) {
        ClassIndex index = new ClassIndex();
        Stream.of(Edges.class, Outside.class)
                .flatMap(type -> Stream.concat(Stream.of(type), Stream.of(type.getClasses())))
                .forEach(type -> index.add(facts(type)));
        Stream.of(Kinds.class, OwnLock.class, Account.class, anonymous())
                .forEach(type -> index.add(facts(type)));
        return SwapPlan.of(index, AgentOptions.parse(options));
    }

    private static Class<?> anonymous() {
        return new Edges.Captures().later(List.of()).getClass();
    }

    private static ClassFacts facts(Class<?> type) {
        String file = "/" + internal(type) + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file), file)) {
            return ClassFactsReader.read(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    private static String internal(Class<?> type) {
        return type.getName().replace('.', '/');
    }
}
