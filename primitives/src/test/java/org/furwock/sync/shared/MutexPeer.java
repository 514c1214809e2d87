package org.furwock.sync.shared;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.lowlevel.RobustList;
import org.furwock.futex.region.SharedRegion;

/** The commands of {@code mutex_peer.c}, in Java: file, slot, counters. */
final class MutexPeer {

    /** The offset of the number of reported deaths. */
    static final int DEATHS = 16;

    /** The time of the last kill, and the longest time from a kill to its report. */
    static final int KILLED_AT = 24;

    static final int LONGEST_RECOVERY = 32;

    private static final int COUNTERS_SIZE = 40;

    private final PthreadMutex mutex;
    private final ByteBuffer counters;

    private MutexPeer(PthreadMutex mutex, ByteBuffer counters) {
        this.mutex = mutex;
        this.counters = counters;
    }

    /** The mutex in an existing or new slot; the name of the slot tells the kind. */
    static PthreadMutex mutex(SharedRegion region, String name) {
        return name.startsWith("pi")
                ? SharedPrimitives.piMutex(region, name)
                : SharedPrimitives.robustMutex(region, name);
    }

    static ByteBuffer counters(SharedRegion region) {
        return region.slot("counters", "long[5]", COUNTERS_SIZE).buffer();
    }

    public static void main(String[] arguments) throws Exception {
        SharedRegion region = SharedRegion.at(Path.of(arguments[0])).open();
        MutexPeer peer = new MutexPeer(mutex(region, arguments[1]), counters(region));
        System.out.println("ready " + RobustList.current().threadId());
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order;
        while ((order = orders.readLine()) != null) {
            System.out.println(peer.answer(order.split(" ")));
        }
    }

    private String answer(String... order) throws InterruptedException {
        try {
            return obey(order);
        } catch (OwnerDiedException e) {
            return "EOWNERDEAD";
        } catch (MutexNotRecoverableException e) {
            return "ENOTRECOVERABLE";
        } catch (DeadlockException e) {
            return "EDEADLK";
        } catch (IllegalMonitorStateException e) {
            return "EPERM";
        }
    }

    private String obey(String... order) throws InterruptedException, OwnerDiedException {
        switch (order[0]) {
            case "lock" -> mutex.lock();
            case "try" -> {
                return mutex.tryLock() ? "ok" : "EBUSY";
            }
            case "timed" -> {
                long millis = Long.parseLong(order[1]);
                return mutex.tryLock(millis, TimeUnit.MILLISECONDS) ? "ok" : "ETIMEDOUT";
            }
            case "unlock" -> mutex.unlock();
            case "consistent" -> mutex.markConsistent();
            case "work" -> work(mutex, counters, Long.parseLong(order[1]));
            case "exit" -> System.exit(0);
            case "crash" -> Runtime.getRuntime().halt(1);
            default -> throw new IllegalArgumentException(order[0]);
        }
        return "ok";
    }

    /** The first half of a round of work. */
    static void lockAndBegin(PthreadMutex mutex, ByteBuffer counters) {
        try {
            mutex.lock();
            if (counters.getLong(0) != counters.getLong(8)) {
                throw new AssertionError("broken unseen");
            }
        } catch (OwnerDiedException e) {
            counters.putLong(8, counters.getLong(0));
            counters.putLong(DEATHS, counters.getLong(DEATHS) + 1);
            long recovery = System.nanoTime() - counters.getLong(KILLED_AT);
            long longest = counters.getLong(LONGEST_RECOVERY);
            counters.putLong(LONGEST_RECOVERY, Math.max(longest, recovery));
            mutex.markConsistent();
        }
        counters.putLong(0, counters.getLong(0) + 1);
    }

    /** Locks data that a dead owner cannot have left inconsistent. */
    static void lock(PthreadMutex mutex) {
        try {
            mutex.lock();
        } catch (OwnerDiedException e) {
            mutex.markConsistent();
        }
    }

    /** Two counters that differ only while the mutex is held, and the number of dead owners. */
    static void work(PthreadMutex mutex, ByteBuffer counters, long rounds) {
        for (long i = 0; i < rounds; i++) {
            lockAndBegin(mutex, counters);
            for (int spin = 0; spin < 100; spin++) {
                Thread.onSpinWait();
            }
            counters.putLong(8, counters.getLong(8) + 1);
            mutex.unlock();
        }
    }
}
