package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module that requires this one, and has nothing else but what Maven gives it: JNA. */
class ModularConsumerTest {

    @TempDir private Path folder;

    @Test
    void shouldCompileWithOneDependency() throws Exception {
        Path module = folder.resolve("module-info.java");
        Path use = Files.createDirectories(folder.resolve("user")).resolve("Use.java");
        Files.writeString(module, "module user { requires org.furwock.futex; }");
        Files.writeString(
                use,
                "package user; class Use { Object o = org.furwock.futex.FutexWord.allocate(); }");
        String path = place(EngineInfo.class) + File.pathSeparator + place(Native.class);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();

        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                messages,
                                messages,
                                "--module-path",
                                path,
                                "-d",
                                folder.resolve("out").toString(),
                                module.toString(),
                                use.toString());

        assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    }

    private static Path place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
