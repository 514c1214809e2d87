package org.furwock.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.furwock.bench.report.Prose;
import org.furwock.futex.region.SharedRegion;
import org.furwock.futex.region.SharedRegionBuilder;
import org.furwock.futex.region.SharedRegionException;
import org.furwock.futex.region.SharedRegionSlot;
import org.furwock.sync.shared.SlotState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and deletes shared regions. */
@Command(
        name = "shm",
        mixinStandardHelpOptions = true,
        description = "Shows shared regions: their slots, owners and waiting threads.",
        footer = {
            "",
            "FILE is a path, or a name without a slash for a file in /dev/shm.",
            "",
            "Exit status: 0 if done, 1 if it is no region or a damaged one, 2 for wrong usage."
        })
final class ShmCommand implements Runnable {

    private static final String ROW = "  %-20s %-30s %s";

    @Spec CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: ls, inspect or unlink");
    }

    @Command(
            name = "ls",
            mixinStandardHelpOptions = true,
            description = "Lists the regions of a directory.")
    int list(
            @Option(
                            names = "--dir",
                            paramLabel = "DIR",
                            defaultValue = "/dev/shm",
                            description = "Where to look; /dev/shm if not given.")
                    Path directory,
            @Option(
                            names = "--any-owner",
                            description = "Look also into files that belong to other users.")
                    boolean anyOwner)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (Path file : SharedRegion.list(directory)) {
            out.println(printable(file + "  " + summary(file, anyOwner)));
        }
        out.flush();
        return 0;
    }

    private static String summary(Path file, boolean anyOwner) {
        try (SharedRegion region = builder(file, anyOwner).open()) {
            return region.size()
                    + " bytes, "
                    + region.slots().size()
                    + " slots, "
                    + ShmProcesses.mapping(file).size()
                    + " processes"
                    + (region.layout().isEmpty() ? "" : ", layout '" + region.layout() + "'");
        } catch (SharedRegionException e) {
            return "refused: " + e.getMessage();
        } catch (IOException | UnsupportedOperationException e) {
            return "cannot be opened: " + e.getMessage();
        }
    }

    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            description =
                    "Shows a region's slots, owners and sleepers, and the processes that map it.")
    int inspect(
            @Parameters(paramLabel = "FILE", description = "The region.") String file,
            @Option(
                            names = "--any-owner",
                            description = "Also a file that belongs to another user.")
                    boolean anyOwner)
            throws IOException {
        try (SharedRegion region = builder(path(file), anyOwner).open()) {
            print(region);
            return 0;
        } catch (NoSuchFileException | SharedRegionException | UnsupportedOperationException e) {
            return refuse(file, e);
        }
    }

    /** Another user can truncate the file, and that ends a process that reads the mapping. */
    private static SharedRegionBuilder builder(Path file, boolean anyOwner) {
        SharedRegionBuilder builder = SharedRegion.at(file);
        return anyOwner ? builder.trustOtherOwners() : builder;
    }

    private void print(SharedRegion region) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("region     " + printable(region.path().toString()));
        out.println("size       " + region.size() + " bytes, " + region.free() + " free");
        out.println("layout     " + (region.layout().isEmpty() ? "-" : printable(region.layout())));
        List<String> processes = ShmProcesses.mapping(region.path());
        out.println("mapped by  " + (processes.isEmpty() ? "-" : String.join(", ", processes)));
        out.println();
        out.println(String.format(Locale.ROOT, ROW, "slot", "type", "state"));
        for (SharedRegionSlot slot : region.slots()) {
            SlotState state = SlotState.of(slot);
            int owner = state.ownerThreadId();
            String who = owner == 0 ? "-" : ShmProcesses.thread(owner);
            out.println(
                    String.format(
                            Locale.ROOT,
                            ROW,
                            printable(slot.name()),
                            printable(slot.type()),
                            state.text()));
            out.print(Prose.wrap("    owner: ", who + ", " + state.sleepers() + " asleep"));
        }
        out.flush();
    }

    /** Any program may have written the name: control characters must not reach the terminal. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }

    @Command(
            name = "unlink",
            mixinStandardHelpOptions = true,
            description = "Deletes a region's file; processes that have it open keep it.")
    int unlink(@Parameters(paramLabel = "FILE", description = "The region.") String file)
            throws IOException {
        try {
            SharedRegion.unlink(path(file));
            return 0;
        } catch (NoSuchFileException | SharedRegionException e) {
            return refuse(file, e);
        }
    }

    private int refuse(String file, Exception e) {
        PrintWriter err = spec.commandLine().getErr();
        boolean missing = e instanceof NoSuchFileException;
        String what = missing ? "there is no file " + path(file) : String.valueOf(e.getMessage());
        err.print(Prose.wrap("error: ", printable(what)));
        err.flush();
        return 1;
    }

    private static Path path(String file) {
        return file.contains("/") ? Path.of(file) : SharedRegion.DEFAULT_DIRECTORY.resolve(file);
    }
}
