package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.moveBefore;
import static org.furwock.jcstress.mutate.Edits.moveBehind;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.constant;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/** Flaws of robust mutexes that show when an owner dies, and of the recovery after it. */
final class RecoveryMutants {

    private static final Check[] CHECKS = {
        kernel("sync.shared.PthreadMutexTest"),
        kernel("sync.shared.NamedUnlockTest"),
        kernel("sync.shared.PthreadMutexHolderTest"),
        kernel("sync.shared.PthreadMutexOwnerDeathTest"),
        kernel("sync.shared.RobustMutexWakeTest"),
        kernel("sync.shared.PthreadMutexInteropTest"),
        kernel("sync.shared.SharedPrimitivesTest"),
        kernel("sync.shared.SharedPrimitivesDamageTest"),
        kernel("sync.shared.KillStormTest"),
    };

    private RecoveryMutants() {}

    static List<Mutant> all() {
        MutantList mutex = new MutantList("pthread", "sync.shared.PthreadMutex", CHECKS);
        mutex.mutant("listed-beyond-release", "A thread unlinks a mutex that others can lock.")
                .in("unlock(Lorg")
                .by(moveBehind(call("RobustList.remove"), call("release")));
        mutex.mutant(
                        "unlock-not-named",
                        "A lock that is being released is not named to the kernel.")
                .in("unlock(Lorg")
                .by(drop(call("begin")));
        mutex.mutant("unlock-named-too-short", "An unlock is not named when it releases the word.")
                .in("unlock(Lorg")
                .by(moveBefore(call("end").number(1, 2), call("release")));
        mutex.mutant("users-stay", "An unlock leaves its user counted.")
                .in("unlock(Lorg")
                .by(replace(constant(1L << 32), 0L));
        MutantList robust = new MutantList("robust", "sync.shared.RobustMutex", CHECKS);
        robust.mutant("mark-of-sleepers-dropped", "A newcomer drops WAITERS from a free word.")
                .in("contend")
                .by(replace(constant(Integer.MIN_VALUE).number(1, 6), 0));
        MutantList recovering = new MutantList("recovering", "sync.shared.RecoveringLock", CHECKS);
        recovering
                .mutant("repair-not-marked", "A mutex that was repaired is not marked consistent.")
                .in("recover")
                .by(replace(call("isInconsistent"), false));
        recovering
                .mutant("failed-repair-holds", "A repair that throws leaves the mutex locked.")
                .in("recover")
                .by(drop(call("unlockWithinReserve").all(2)));
        MutantList held = new MutantList("held-nodes", "futex.lowlevel.HeldNodes", CHECKS);
        held.mutant("pointers-not-moved", "The pointers of the held locks get out of step.")
                .in("remove")
                .by(drop(code(Opcodes.LASTORE)));
        MutantList shared = new MutantList("shared", "sync.shared.SharedPrimitives", CHECKS);
        shared.mutant("damaged-barrier", "A barrier word that no barrier leaves is accepted.")
                .in("barrier")
                .by(jump(call("isPossible"), Jump.ALWAYS));
        return MutantList.join(mutex, robust, recovering, held, shared);
    }
}
