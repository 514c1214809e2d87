package org.furwock.jcstress.mutate;

import java.util.List;
import java.util.stream.Stream;

/** All mutants. Each list covers its classes line by line: which line matters if it is wrong? */
final class Mutants {

    private Mutants() {}

    static List<Mutant> all() {
        return Stream.of(
                        LockMutants.all(),
                        QueueMutants.all(),
                        ReadWriteMutants.all(),
                        ConditionMutants.all(),
                        SleepMutants.all(),
                        WordMutants.all(),
                        RwLockMutants.all(),
                        SemaphoreMutants.all(),
                        CoreMutants.all(),
                        EngineMutants.all(),
                        SharedMutants.all(),
                        WatchMutants.all(),
                        MonitorMutants.all(),
                        WaitingMutants.all(),
                        ProfileMutants.all(),
                        RecoveryMutants.all(),
                        EmulationMutants.all(),
                        LadderMutants.all(),
                        PerformanceMutants.all())
                .flatMap(List::stream)
                .toList();
    }
}
