import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.region.SharedRegion;
import org.furwock.sync.Mutex;
import org.furwock.sync.shared.OwnerDiedException;
import org.furwock.sync.shared.RobustMutex;
import org.furwock.sync.shared.SharedPrimitives;

/** A process locks two mutexes in shared memory and dies. This one then tries to lock them. */
public class OwnerDeath {

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            lockAndDie(Path.of(args[0]));
        }
        Path file = Files.createTempDirectory("ladder").resolve("region");
        try (SharedRegion region = SharedRegion.at(file).create()) {
            Mutex plain = SharedPrimitives.mutex(region, "plain");
            RobustMutex robust = SharedPrimitives.robustMutex(region, "robust");
            runAgain(file);
            System.out.println("Mutex:       locked within 1 s: " + plain.tryLock(1, TimeUnit.SECONDS));
            try {
                System.out.println("RobustMutex: locked within 1 s: " + robust.tryLock(1, TimeUnit.SECONDS));
            } catch (OwnerDiedException e) {
                robust.markConsistent(); // there are no data to repair
                System.out.println("RobustMutex: locked, and told: " + e.getMessage());
            }
            region.unlink();
        }
    }

    private static void runAgain(Path file) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("docs/ladder/OwnerDeath.java", file.toString()));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void lockAndDie(Path file) throws Exception {
        SharedRegion region = SharedRegion.at(file).open();
        SharedPrimitives.mutex(region, "plain").lock();
        SharedPrimitives.robustMutex(region, "robust").lock();
        Runtime.getRuntime().halt(0);
    }
}
