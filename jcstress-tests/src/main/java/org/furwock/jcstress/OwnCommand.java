package org.furwock.jcstress;

import java.util.List;
import java.util.concurrent.Callable;
import org.furwock.jcstress.own.Own;
import org.furwock.jcstress.run.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Runs the scenarios with a lock of the user's own. */
@Command(
        name = "own",
        mixinStandardHelpOptions = true,
        description = {
            "Tests a class of your own: a java.util.concurrent.locks.Lock, or a Gate, or a Supplier"
                    + " of one, with a public constructor without parameters.",
            "It must be on the class path: java -cp furwock-jcstress.jar:mine.jar"
                    + " org.furwock.jcstress.Main own my.pkg.MyLock"
        })
final class OwnCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "CLASS", description = "For instance my.pkg.MyLock.")
    String name;

    @Mixin RunOptions options;

    /** Shorter than for the library: the user waits for the first finding, often a lost wake-up. */
    private static final int PATIENCE_MILLIS = 3000;

    @Override
    public Integer call() throws Exception {
        List<String> flags = List.of("-D" + Own.PROPERTY + "=" + name);
        Session session = options.session();
        session.tellAtOnce();
        session.run(options.campaign("default", tests(), flags, Main.ONE_MILLIS, PATIENCE_MILLIS));
        return RunOptions.status(session);
    }

    private List<String> tests() {
        try {
            return Own.testsOf(name);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new ParameterException(
                    options.spec.commandLine(),
                    "cannot test " + name + " (is it on the class path, and public?): " + e);
        }
    }
}
