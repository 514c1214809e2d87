package org.furwock.futex.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.furwock.futex.lowlevel.Privileged;

/** Facts about the machine and the process that a shared region depends on. */
final class Host {

    private Host() {}

    /** 1 x86-64, 2 aarch64, 3 riscv64, 0 another one. */
    static int architecture() {
        return switch (Privileged.property("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> 1;
            case "aarch64" -> 2;
            case "riscv64" -> 3;
            default -> 0;
        };
    }

    static String architectureName(int architecture) {
        return switch (architecture) {
            case 1 -> "x86-64 (1)";
            case 2 -> "aarch64 (2)";
            case 3 -> "riscv64 (3)";
            default -> "unknown (" + architecture + ")";
        };
    }

    /** The inode number of the pid namespace, in which thread ids mean something; 0 if unknown. */
    static long pidNamespace() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Long.parseLong(link.replaceAll("\\D", ""));
        } catch (IOException | UnsupportedOperationException | NumberFormatException e) {
            return 0;
        }
    }

    /** Identifies a boot of the machine; 0 if unknown. */
    static long boot() {
        try {
            Path file = Path.of("/proc/sys/kernel/random/boot_id");
            return SharedRegionLayout.fingerprint(Files.readAllBytes(file));
        } catch (IOException e) {
            return 0;
        }
    }

    /** The user id with which this process opens files. */
    static int user() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("Uid:")) {
                return Integer.parseUnsignedInt(line.trim().split("\\s+", -1)[4]);
            }
        }
        throw new IOException("/proc/self/status does not say whose process this is");
    }
}
