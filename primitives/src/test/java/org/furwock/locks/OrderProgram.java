package org.furwock.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.furwock.diagnostics.LockInversion;
import org.furwock.diagnostics.LockOrderException;
import org.furwock.sync.Locking;
import org.furwock.sync.Mutex;

/** Threads that lock in orders, right and wrong, and what is reported of each case. */
final class OrderProgram {

    /** A case. */
    private interface Case {
        void run() throws Exception;
    }

    private OrderProgram() {}

    public static void main(String[] arguments) throws Exception {
        report("two", OrderProgram::two);
        report("three", OrderProgram::three);
        report("ten", OrderProgram::ten);
        report("mixed", OrderProgram::mixed);
        report("fair and reentrant", OrderProgram::reentrant);
        report("reads", OrderProgram::reads);
        report("tries", OrderProgram::tries);
        report("held by a try", OrderProgram::heldByTry);
        report("one site in order", OrderProgram::oneSiteInOrder);
        report("one site", OrderProgram::oneSite);
        report("names", OrderProgram::names);
        report("released between", OrderProgram::releasedBetween);
        report("await", OrderProgram::await);
        report("upgrade", OrderProgram::upgrade);
        report("timed upgrade", OrderProgram::timedUpgrade);
        report("downgrade", OrderProgram::downgrade);
        report("again", OrderProgram::again);
    }

    private static void report(String name, Case body) throws Exception {
        int before = LockDiagnostics.inversions().size();
        List<LockInversion> found = new ArrayList<>();
        try {
            body.run();
        } catch (LockOrderException e) {
            System.out.println(name + ": thrown");
            found.add(e.inversion());
        }
        List<LockInversion> all = LockDiagnostics.inversions();
        found.addAll(all.subList(before, all.size()));
        StringBuilder line = new StringBuilder(name + ": " + found.size() + " found");
        for (LockInversion inversion : found) {
            line.append(" of ").append(inversion.steps().size());
            for (LockInversion.Step step : inversion.steps()) {
                line.append(" ").append(step.stack().get(0).getMethodName());
                line.append(" by ").append(step.thread());
            }
        }
        System.out.println(line);
    }

    private static void first(Lock held, Lock wanted) {
        nest(held, wanted);
    }

    private static void second(Lock held, Lock wanted) {
        nest(held, wanted);
    }

    /** Its frame is the caller's, for the report to name: hence the lambdas below. */
    private static void nest(Lock held, Lock wanted) {
        held.lock();
        try {
            Locking.lockAndUnlock(wanted);
        } finally {
            held.unlock();
        }
    }

    private static void two() throws Exception {
        FutexReentrantLock a = new FutexReentrantLock();
        FutexReentrantLock b = new FutexReentrantLock();
        inThread("first", () -> first(a, b));
        first(a, b);
        second(b, a);
    }

    private static void inThread(String name, Runnable body) throws InterruptedException {
        Thread thread = new Thread(body, name);
        thread.start();
        thread.join();
    }

    private static void three() {
        FutexReentrantLock a = new FutexReentrantLock();
        FutexReentrantLock b = new FutexReentrantLock();
        FutexReentrantLock c = new FutexReentrantLock();
        nest(a, b);
        nest(b, c);
        nest(c, a);
    }

    private static void ten() {
        List<Lock> locks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            FutexReentrantLock lock = new FutexReentrantLock();
            LockDiagnostics.name(lock, "ten " + i);
            locks.add(lock);
        }
        for (int i = 0; i < locks.size(); i++) {
            nest(locks.get(i), locks.get((i + 1) % locks.size()));
        }
    }

    private static void mixed() {
        Mutex a = new Mutex();
        FutexReentrantReadWriteLock b = new FutexReentrantReadWriteLock();
        nest(a, b.writeLock());
        nest(b.readLock(), a);
    }

    private static void reentrant() {
        FutexReentrantLock a = new FutexReentrantLock(true);
        FutexReentrantLock b = new FutexReentrantLock();
        a.lock();
        b.lock();
        Locking.lockAndUnlock(a);
        b.unlock();
        a.unlock();
    }

    /** A writer that queues between them would close the cycle. */
    private static void reads() {
        FutexReentrantReadWriteLock a = new FutexReentrantReadWriteLock();
        FutexReentrantReadWriteLock b = new FutexReentrantReadWriteLock();
        nest(a.readLock(), b.readLock());
        nest(b.readLock(), a.readLock());
    }

    private static void tries() throws InterruptedException {
        FutexReentrantLock a = new FutexReentrantLock();
        FutexReentrantReadWriteLock b = new FutexReentrantReadWriteLock();
        nest(a, b.writeLock());
        nest(a, b.readLock());
        b.readLock().lock();
        if (a.tryLock()) {
            a.unlock();
        }
        if (a.tryLock(1, TimeUnit.SECONDS)) {
            a.unlock();
        }
        b.readLock().unlock();
    }

    private static void heldByTry() {
        FutexReentrantLock a = new FutexReentrantLock();
        FutexReentrantLock b = new FutexReentrantLock();
        nest(a, b);
        if (b.tryLock()) {
            try {
                Locking.lockAndUnlock(a);
            } finally {
                b.unlock();
            }
        }
    }

    private static FutexReentrantLock[] ofOneSite() {
        FutexReentrantLock[] locks = new FutexReentrantLock[3];
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new FutexReentrantLock();
        }
        return locks;
    }

    private static void oneSiteInOrder() {
        FutexReentrantLock[] locks = ofOneSite();
        nest(locks[0], locks[1]);
        nest(locks[1], locks[2]);
        nest(locks[0], locks[2]);
    }

    private static void oneSite() {
        FutexReentrantLock[] locks = ofOneSite();
        nest(locks[0], locks[1]);
        nest(locks[1], locks[2]);
        nest(locks[2], locks[0]);
    }

    private static void names() {
        FutexReentrantLock[] left = ofOneSite();
        FutexReentrantLock[] right = ofOneSite();
        for (int i = 0; i < left.length; i++) {
            LockDiagnostics.name(left[i], "left");
            LockDiagnostics.name(right[i], "right");
        }
        nest(left[0], right[0]);
        nest(right[1], left[1]);
    }

    private static void releasedBetween() {
        FutexReentrantLock a = new FutexReentrantLock();
        FutexReentrantLock b = new FutexReentrantLock();
        a.lock();
        b.lock();
        a.unlock();
        Locking.lockAndUnlock(new Mutex());
        b.unlock();
        Locking.lockAndUnlock(b);
        Locking.lockAndUnlock(a);
    }

    /** The wait gives the outer lock up, and asks for it again inside the inner one. */
    private static void await() throws InterruptedException {
        FutexReentrantLock outer = new FutexReentrantLock();
        FutexReentrantLock inner = new FutexReentrantLock();
        Condition condition = outer.newCondition();
        outer.lock();
        inner.lock();
        boolean signalled = condition.await(1, TimeUnit.MILLISECONDS);
        if (signalled || !outer.isHeldByCurrentThread()) {
            throw new AssertionError("the wait must end with the lock");
        }
        inner.unlock();
        outer.unlock();
    }

    private static void upgrade() throws InterruptedException {
        FutexReentrantReadWriteLock both = new FutexReentrantReadWriteLock();
        both.readLock().lock();
        Thread waiter = Thread.currentThread();
        Thread interrupter = new Thread(() -> interruptWhenQueued(both, waiter));
        interrupter.setDaemon(true);
        interrupter.start();
        try {
            both.writeLock().lockInterruptibly();
        } catch (InterruptedException e) {
            System.out.println("interrupted");
        } finally {
            both.readLock().unlock();
        }
    }

    private static void interruptWhenQueued(FutexReentrantReadWriteLock lock, Thread waiter) {
        while (!lock.hasQueuedThread(waiter)) {
            Thread.onSpinWait();
        }
        waiter.interrupt();
    }

    private static void timedUpgrade() throws InterruptedException {
        FutexReentrantReadWriteLock both = new FutexReentrantReadWriteLock();
        both.readLock().lock();
        System.out.println("tried: " + both.writeLock().tryLock(1, TimeUnit.MILLISECONDS));
        both.readLock().unlock();
    }

    private static void downgrade() {
        FutexReentrantReadWriteLock both = new FutexReentrantReadWriteLock();
        both.writeLock().lock();
        both.readLock().lock();
        both.writeLock().lock();
        both.writeLock().unlock();
        both.writeLock().unlock();
        both.readLock().unlock();
    }

    /** What failed has changed nothing, and fails again. */
    private static void again() {
        FutexReentrantLock a = new FutexReentrantLock();
        Mutex b = new Mutex();
        nest(a, b);
        b.lock();
        int thrown = 0;
        for (int i = 0; i < 2; i++) {
            try {
                a.lock();
                a.unlock();
            } catch (LockOrderException e) {
                thrown++;
            }
        }
        boolean unchanged = !a.isLocked() && b.isHeldByCurrentThread();
        b.unlock();
        System.out.println("thrown " + thrown + ", unchanged " + unchanged);
    }
}
