package org.furwock.bench.programs;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Passes a task to one of two workers, and waits for its result. */
final class ExecutorProgram implements Program {

    private static final int WORKERS = 2;
    private static final int CAPACITY = 16;

    private final ConditionQueue<Task> tasks = new ConditionQueue<>(CAPACITY);

    ExecutorProgram() {
        for (int i = 0; i < WORKERS; i++) {
            Thread worker = new Thread(this::work, "worker " + i);
            worker.setDaemon(true);
            worker.start();
        }
    }

    private void work() {
        try {
            while (true) {
                tasks.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // then the worker ends
        }
    }

    @Override
    public long operate(long random) throws InterruptedException {
        Task task = new Task(random);
        tasks.put(task);
        return task.result();
    }

    private static final class Task {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition completed = lock.newCondition();
        private final long number;
        private boolean done;
        private long result;

        Task(long number) {
            this.number = number;
        }

        void run() {
            long computed = number * 31 + 7;
            lock.lock();
            try {
                result = computed;
                done = true;
                completed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        long result() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (!done) {
                    completed.await();
                }
                return result;
            } finally {
                lock.unlock();
            }
        }
    }
}
