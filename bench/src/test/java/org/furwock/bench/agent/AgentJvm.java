package org.furwock.bench.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A JVM with the agent, which comes from the class path: a jar with a manifest alone starts it. */
final class AgentJvm {

    private AgentJvm() {}

    /**
     * What came of it.
     *
     * @param status of its exit
     * @param lines of its standard output
     * @param report what it wrote to its standard error
     */
    record Result(int status, List<String> lines, String report) {

        /** The report with its lines joined, since it breaks long ones. */
        String joined() {
            return report.replaceAll("\\s+", " ");
        }
    }

    /** Runs a program to its end. */
    static Result run(Path folder, String options, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-javaagent:" + jar(folder) + "=" + options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        int status = process.waitFor();
        return new Result(status, Files.readAllLines(out), Files.readString(err));
    }

    private static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes entries = manifest.getMainAttributes();
        entries.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        entries.putValue("Premain-Class", Agent.class.getName());
        Path jar = folder.resolve("agent.jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }
}
