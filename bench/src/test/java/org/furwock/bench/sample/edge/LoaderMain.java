package org.furwock.bench.sample.edge;

import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.util.concurrent.locks.ReentrantLock;

/** Runs a class whose loader finds the JDK and the folder of that class alone. */
public final class LoaderMain {

    private LoaderMain() {}

    /** Uses a lock. */
    public static final class User implements Runnable {
        private final ReentrantLock lock = new ReentrantLock();

        /** Created by reflection. */
        public User() {}

        @Override
        public void run() {
            lock.lock();
            System.out.println(lock.getClass().getName());
            lock.unlock();
        }
    }

    /** Runs it, and with an argument uses a class of the JDK that has locks. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            System.out.println(HttpClient.newHttpClient().version());
        }
        try (URLClassLoader alone =
                new URLClassLoader(new URL[] {folder()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> user = alone.loadClass(User.class.getName());
            ((Runnable) user.getDeclaredConstructor().newInstance()).run();
        }
    }

    private static URL folder() {
        return LoaderMain.class.getProtectionDomain().getCodeSource().getLocation();
    }
}
