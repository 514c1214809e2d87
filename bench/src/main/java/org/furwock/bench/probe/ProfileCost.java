package org.furwock.bench.probe;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;

/**
 * Measures the cost of the lock profile in an uncontended round. Copies of the library without and
 * with {@code furwock.profile} take turns of a tenth of a millisecond in one process, so that other
 * programs disturb both alike. There are two copies of each kind, which shows the noise.
 *
 * <p>{@code java -cp furwock-bench.jar org.furwock.bench.probe.ProfileCost KIND SECTION SECONDS}
 */
public final class ProfileCost {

    private static final String[] PROFILE = {"false", "true", "false", "true"};
    private static final int ROUNDS = 20_000;
    private static final int WARM_UP = 300;
    private static final int MOST_TURNS = 200_000;

    private ProfileCost() {}

    /**
     * Prints the median of each copy's turns, and the median of their ratios to the turns of the
     * first copy.
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        if (args.length != 3) {
            System.err.println("arguments: reentrant|write|read SECTION SECONDS");
            System.exit(2);
        }
        IntToDoubleFunction[] copies = new IntToDoubleFunction[PROFILE.length];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = load(PROFILE[i], args[0], Integer.parseInt(args[1]));
        }
        for (int i = 0; i < WARM_UP; i++) {
            for (IntToDoubleFunction copy : copies) {
                double unused = copy.applyAsDouble(ROUNDS);
            }
        }
        print(measure(copies, TimeUnit.SECONDS.toNanos(Long.parseLong(args[2]))));
    }

    private static IntToDoubleFunction load(String profile, String kind, int section)
            throws ReflectiveOperationException {
        System.setProperty("furwock.profile", profile);
        URL[] jar = {ProfileCost.class.getProtectionDomain().getCodeSource().getLocation()};
        ClassLoader loader = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader());
        IntToDoubleFunction rounds =
                (IntToDoubleFunction)
                        loader.loadClass(ProfileCostRounds.class.getName())
                                .getConstructor(String.class, int.class)
                                .newInstance(kind, section);
        double unused = rounds.applyAsDouble(1); // makes the library read the property now
        return rounds;
    }

    private static double[][] measure(IntToDoubleFunction[] copies, long nanos) {
        double[][] times = new double[copies.length][MOST_TURNS];
        int turns = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos && turns < MOST_TURNS) {
            for (int i = 0; i < copies.length; i++) {
                int copy = (i + turns) % copies.length;
                times[copy][turns] = copies[copy].applyAsDouble(ROUNDS);
            }
            turns++;
        }
        for (int i = 0; i < times.length; i++) {
            times[i] = Arrays.copyOf(times[i], turns);
        }
        return times;
    }

    private static void print(double[][] times) {
        for (int i = 0; i < times.length; i++) {
            double[] ratios = new double[times[i].length];
            for (int turn = 0; turn < ratios.length; turn++) {
                ratios[turn] = times[i][turn] / times[0][turn];
            }
            System.out.printf(
                    Locale.ROOT,
                    "profile %-5s  best %7.2f ns  median %7.2f ns  ratio %.3f%n",
                    PROFILE[i],
                    quantile(times[i], 0),
                    quantile(times[i], 0.5),
                    quantile(ratios, 0.5));
        }
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) ((sorted.length - 1) * share)];
    }
}
