package org.furwock.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the Java contestants of a case live. */
public enum Housing {
    /** Each in a JVM of its own, a fork of JMH. */
    APART,
    /** All in one JVM that is new for each round, unless they want different flags. */
    TOGETHER;

    /** Starts all contestants of a case. */
    Team start(Case work, Pace pace) throws IOException {
        List<String> prefix = Pinning.prefix(work.environment());
        Team team = new Team();
        try {
            if (this == TOGETHER) {
                startHouses(work, pace, prefix, team);
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

    private static void startHouses(Case work, Pace pace, List<String> prefix, Team team)
            throws IOException {
        Map<List<String>, List<JmhContestant>> byFlags = new LinkedHashMap<>();
        for (Contestant contestant : work.contestants()) {
            if (contestant instanceof JmhContestant jmh) {
                byFlags.computeIfAbsent(jmh.jvmArgs(), key -> new ArrayList<>()).add(jmh);
            }
        }
        for (Map.Entry<List<String>, List<JmhContestant>> entry : byFlags.entrySet()) {
            House house = new House(entry.getValue(), entry.getKey(), pace, prefix);
            team.houses.add(house);
            team.competitors.putAll(house.guests());
        }
    }

    /** Those who have been started. */
    static final class Team implements AutoCloseable {

        private final Map<Contestant, Competitor> competitors = new LinkedHashMap<>();
        private final List<House> houses = new ArrayList<>();

        private Team() {}

        /** The one that plays for a contestant. */
        Map<Contestant, Competitor> competitors() {
            return competitors;
        }

        @Override
        public void close() {
            competitors.values().forEach(Competitor::close);
            houses.forEach(House::close);
        }
    }
}
