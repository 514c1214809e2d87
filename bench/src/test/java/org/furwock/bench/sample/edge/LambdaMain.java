package org.furwock.bench.sample.edge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Writes and reads lambdas that take a lock. */
public final class LambdaMain {

    private LambdaMain() {}

    private interface Question extends Predicate<ReentrantLock>, Serializable {}

    /** Says what such a lambda says of a fair lock after that. */
    public static void main(String[] args) throws Exception {
        Question own = lock -> lock.isFair();
        Question ofLock = ReentrantLock::isFair;
        for (Question question : List.of(own, ofLock)) {
            System.out.println("fair = " + copy(question).test(new ReentrantLock(true)));
        }
    }

    private static Question copy(Question lambda) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(lambda);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Question) in.readObject();
        }
    }
}
