package org.furwock.jcstress.mutate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The test that noticed each mutant the last time. It is tried first. That does not change the
 * outcome: if it no longer notices the mutant, all checks of the mutant run.
 */
final class Killers {

    private static final String FILE = "killers.tsv";
    private static final String SEPARATOR = "\t";

    /** A test that noticed a mutant: JUnit's unique id, or the name of a stress test. */
    record Killer(Check.Mode mode, String test) {}

    private final Map<String, Killer> killers = new TreeMap<>();

    /** The record in this program's jar. */
    static Killers recorded() throws IOException {
        Killers killers = new Killers();
        try (InputStream file = Killers.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException(FILE + " is missing");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            lines.lines().forEach(killers::read);
        }
        return killers;
    }

    private void read(String line) {
        String[] parts = line.split(SEPARATOR, 3);
        killers.put(parts[0], new Killer(Check.Mode.valueOf(parts[1]), parts[2]));
    }

    synchronized @Nullable Killer of(Mutant mutant) {
        return killers.get(mutant.name());
    }

    synchronized void record(Mutant mutant, Killer killer) {
        killers.put(mutant.name(), killer);
    }

    /** Writes the records of all mutants that still exist. */
    synchronized void write(Path file, List<Mutant> mutants) throws IOException {
        List<String> lines = new ArrayList<>();
        killers.forEach(
                (name, killer) -> {
                    if (mutants.stream().anyMatch(mutant -> mutant.name().equals(name))) {
                        String mode = killer.mode.name();
                        lines.add(String.join(SEPARATOR, name, mode, killer.test));
                    }
                });
        Files.write(file, lines);
    }
}
