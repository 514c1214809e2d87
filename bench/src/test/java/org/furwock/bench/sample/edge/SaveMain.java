package org.furwock.bench.sample.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** Saves an object whose lock is of a subclass, and loads it again. */
public final class SaveMain {

    private SaveMain() {}

    private static final class NamedLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        private final String name;

        NamedLock(String name) {
            this.name = name;
        }
    }

    private static final class Box implements Serializable {
        private static final long serialVersionUID = 1L;

        private final NamedLock lock = new NamedLock("box");
    }

    /** With "save" and a file, or with "load" and a file. */
    public static void main(String[] args) throws IOException, ClassNotFoundException {
        Path file = Path.of(args[1]);
        if (args[0].equals("save")) {
            try (OutputStream out = Files.newOutputStream(file);
                    ObjectOutputStream objects = new ObjectOutputStream(out)) {
                objects.writeObject(new Box());
            }
        } else {
            try (InputStream in = Files.newInputStream(file);
                    ObjectInputStream objects = new ObjectInputStream(in)) {
                use(((Box) objects.readObject()).lock);
            }
        }
    }

    private static void use(NamedLock lock) {
        lock.lock();
        System.out.println(
                lock.name
                        + " "
                        + lock.getHoldCount()
                        + " "
                        + lock.getClass().getSuperclass().getName());
        lock.unlock();
    }
}
