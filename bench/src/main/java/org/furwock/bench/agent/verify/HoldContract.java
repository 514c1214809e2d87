package org.furwock.bench.agent.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The holds of a lock. No thread acquires the lock while another thread holds a rival of it. Each
 * thread holds the lock as often as it has locked it. A lock is its own rival unless many threads
 * may hold it.
 */
final class HoldContract {

    private final Object lock;
    private final String name;

    /** Guards the holds of this contract and of its rivals. */
    private final Object guard;

    private final List<HoldContract> rivals = new ArrayList<>();
    private final Map<Thread, Integer> holds = new HashMap<>();

    private HoldContract(Object lock, String name, Object guard) {
        this.lock = lock;
        this.name = name;
        this.guard = guard;
    }

    /** The contract of a mutual exclusion lock. */
    static HoldContract exclusive(Object lock) {
        HoldContract contract = new HoldContract(lock, "the lock", new Object());
        contract.rivals.add(contract);
        return contract;
    }

    /** The two contracts of a reader-writer lock: of its readers and of its writers. */
    static List<HoldContract> readWrite(Object lock) {
        Object guard = new Object();
        HoldContract readers = new HoldContract(lock, "the read lock", guard);
        HoldContract writers = new HoldContract(lock, "the write lock", guard);
        readers.rivals.add(writers);
        writers.rivals.addAll(List.of(readers, writers));
        return List.of(readers, writers);
    }

    /** Adds holds of the caller, and compares them with the lock's own count. */
    void acquired(int more, int counted) {
        Thread caller = Thread.currentThread();
        synchronized (guard) {
            for (HoldContract rival : rivals) {
                if (rival.holds.keySet().stream().anyMatch(holder -> holder != caller)) {
                    Violations.add(
                            lock,
                            name + " was acquired beside " + rival.holds + " of " + rival.name);
                }
            }
            int expected = holds.merge(caller, more, Integer::sum);
            if (expected != counted) {
                Violations.add(lock, name + " counts " + counted + " holds of " + expected);
            }
        }
    }

    /** Runs the lock's own unlock, and compares its answer with the recorded holds. */
    void release(Runnable unlock) {
        boolean own = remove(1) > 0;
        try {
            unlock.run();
        } catch (IllegalMonitorStateException e) {
            if (own) {
                Violations.add(lock, name + " cannot be unlocked by a thread that holds it");
            }
            throw e;
        }
        if (!own) {
            Violations.add(lock, name + " was unlocked by a thread that does not hold it");
        }
    }

    /** Removes all holds of the caller, which is about to give them up. Returns their number. */
    int removeAll() {
        return remove(Integer.MAX_VALUE);
    }

    private int remove(int most) {
        Thread caller = Thread.currentThread();
        synchronized (guard) {
            int held = holds.getOrDefault(caller, 0);
            int removed = Math.min(most, held);
            if (removed == held) {
                holds.remove(caller);
            } else {
                holds.put(caller, held - removed);
            }
            return removed;
        }
    }
}
