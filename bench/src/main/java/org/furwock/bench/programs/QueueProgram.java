package org.furwock.bench.programs;

/**
 * Each thread puts a number and then takes one. The queue has room for half as many numbers as
 * there are threads, so that threads wait for each other. Each thread puts before it takes, so no
 * thread waits for ever.
 */
final class QueueProgram implements Program {

    private final ConditionQueue<Long> numbers = new ConditionQueue<>(2);

    @Override
    public long operate(long random) throws InterruptedException {
        numbers.put(random);
        return numbers.take();
    }
}
