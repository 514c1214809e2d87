package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.jumpIf;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.read;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/** Flaws of the steps that all waits share, and of the properties that set their bounds. */
final class WaitingMutants {

    private WaitingMutants() {}

    static List<Mutant> all() {
        MutantList near =
                new MutantList(
                        "short-wait",
                        "waiting.ShortWait",
                        kernel("sync.ShortTimeoutTest"),
                        kernel("sync.NearDeadlineTest"));
        near(near);
        MutantList pool =
                new MutantList("compensation", "waiting.Compensation", kernel("sync.ForkJoinTest"));
        pool.mutant("refused-worker-runs", "A worker does not sleep if the pool has no spare.")
                .in("sleep")
                .by(drop(call("block")));
        MutantList interrupts =
                new MutantList(
                        "interrupts",
                        "waiting.Interrupts",
                        kernel("sync.LockContractTest"),
                        kernel("sync.ParkerTest"));
        interrupts
                .mutant("status-kept", "A thread that throws for an interrupt keeps its status.")
                .in("consume")
                .by(drop(call("interrupted")));
        MutantList policy =
                new MutantList("policy", "waiting.WaitPolicy", kernel("waiting.WaitPolicyTest"));
        policy.mutant("zero-divisor", "A divisor of 0 is accepted.")
                .in("divisor")
                .by(jump(call("count"), Jump.ALWAYS));
        policy.mutant("negative", "A negative number is accepted.")
                .in("number")
                .by(jump(code(Opcodes.LCMP), Jump.NEVER));
        MutantList choice =
                new MutantList("choice", "waiting.Choice", kernel("profile.LockProfileTest"));
        choice.mutant("zero-millis", "A period of 0 is accepted.")
                .in("millis")
                .by(jumpIf(call("parseInt"), Opcodes.IFLT));
        return MutantList.join(near, pool, interrupts, policy, choice);
    }

    private static void near(MutantList list) {
        list.mutant("interrupt-unseen", "A thread that watches a word sees no interrupt.")
                .in("watch")
                .by(replace(call("isSet"), false));
        list.mutant("deadline-unseen", "A thread that tries until a near deadline never ends.")
                .in("isOver")
                .by(replace(call("Deadline.isOver"), false));
        list.mutant("near-is-a-second", "A thread spins for a second before a deadline.")
                .in("isNear")
                .by(replace(read("SHORTEST_SLEEP"), 1_000_000_000L));
    }
}
