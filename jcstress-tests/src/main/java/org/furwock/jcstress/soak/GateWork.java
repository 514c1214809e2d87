package org.furwock.jcstress.soak;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.gate.Gate;

/**
 * Gates that let one thread pass for each opening. Workers form pairs. Each waits at its own gate,
 * and the two send a plain number to each other.
 */
public final class GateWork implements Work {

    private final List<FutexWord> words;
    private final List<Gate> gates;

    /** One number for each pair. */
    private final long[] balls;

    /** The number that each worker will read when it passes; 0 for one that begins. */
    private final long[] expected;

    private volatile boolean over;

    /** Gates on one word each; their number is even. */
    public GateWork(int workers, Function<FutexWord, Gate> gate) {
        words = IntStream.range(0, workers).mapToObj(i -> FutexWord.allocate()).toList();
        gates = words.stream().map(gate).toList();
        balls = new long[workers / 2];
        expected = new long[workers];
        for (int i = 1; i < workers; i += 2) {
            expected[i] = 1;
        }
    }

    @Override
    public void round(Worker me) throws InterruptedException {
        int number = me.number();
        int pair = number / 2;
        if (expected[number] != 0) {
            if (!me.pass(gates.get(number)) || over) {
                return;
            }
            Loss.unlessEqual(expected[number], balls[pair], "the ball");
            me.linger();
        }
        balls[pair]++;
        expected[number] = balls[pair] + 1;
        me.done();
        gates.get(number ^ 1).open();
    }

    @Override
    public boolean isAtRest(int[] inside) {
        return Arrays.stream(inside).noneMatch(i -> gates.get(i).isOpen());
    }

    @Override
    public void letGo() {
        over = true;
        gates.forEach(Gate::open);
    }

    @Override
    public List<FutexWord> words() {
        return words;
    }
}
