package org.furwock.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the Java contestants of a case are distributed over JVMs. */
public enum ForkMode {
    /** One JVM for each contestant, a fork of JMH. */
    APART,
    /** One JVM for all contestants with the same flags, new for each round. */
    TOGETHER;

    /** Starts all contestants of a case. */
    Team start(Case work, Pace pace) throws IOException {
        List<String> prefix = Pinning.prefix(work.environment());
        Team team = new Team();
        try {
            if (this == TOGETHER) {
                startSharedJvms(work, pace, prefix, team);
            }
            for (Contestant contestant : work.contestants()) {
                if (!team.competitors.containsKey(contestant)) {
                    team.competitors.put(contestant, contestant.start(pace, prefix));
                }
            }
            return team;
        } catch (IOException e) {
            team.close();
            throw e;
        }
    }

    private static void startSharedJvms(Case work, Pace pace, List<String> prefix, Team team)
            throws IOException {
        Map<List<String>, List<JmhContestant>> byFlags = new LinkedHashMap<>();
        for (Contestant contestant : work.contestants()) {
            if (contestant instanceof JmhContestant jmh) {
                byFlags.computeIfAbsent(jmh.jvmArgs(), key -> new ArrayList<>()).add(jmh);
            }
        }
        for (Map.Entry<List<String>, List<JmhContestant>> entry : byFlags.entrySet()) {
            SharedJvm jvm = new SharedJvm(entry.getValue(), entry.getKey(), pace, prefix);
            team.sharedJvms.add(jvm);
            team.competitors.putAll(jvm.competitors());
        }
    }

    /** The contestants that have been started. */
    static final class Team implements AutoCloseable {

        private final Map<Contestant, Competitor> competitors = new LinkedHashMap<>();
        private final List<SharedJvm> sharedJvms = new ArrayList<>();

        private Team() {}

        /** The running competitor of each contestant. */
        Map<Contestant, Competitor> competitors() {
            return competitors;
        }

        @Override
        public void close() {
            competitors.values().forEach(Competitor::close);
            sharedJvms.forEach(SharedJvm::close);
        }
    }
}
