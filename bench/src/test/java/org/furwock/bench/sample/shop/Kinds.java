package org.furwock.bench.sample.shop;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Every way in which a class file can mention a lock; each says of which class its lock is. */
public final class Kinds {

    private static final ReentrantLock STATIC = new ReentrantLock();

    private final ReentrantLock[] striped = {new ReentrantLock(), new OwnLock()};
    private final Map<String, ReentrantLock> byName = new HashMap<>();
    private final ReentrantReadWriteLock both = new ReentrantReadWriteLock();
    private final ReentrantReadWriteLock.ReadLock read = both.readLock();
    private final ReentrantReadWriteLock.WriteLock write = both.writeLock();

    private Kinds() {}

    /** Prints a line for each way. */
    public static void main(String[] args) throws Throwable {
        Kinds kinds = new Kinds();
        for (Map.Entry<String, Callable<Object>> way : kinds.ways().entrySet()) {
            System.out.println(way.getKey() + " = " + way.getValue().call());
        }
    }

    private Map<String, Callable<Object>> ways() {
        Map<String, Callable<Object>> ways = new LinkedHashMap<>();
        ways.put("static field", () -> use(STATIC));
        ways.put(
                "array",
                () -> use(striped[0]) + " " + striped.getClass().getComponentType().getName());
        ways.put(
                "subclass",
                () -> use(striped[1]) + " " + striped[1].getClass().getSuperclass().getName());
        ways.put("subclass's protected method", this::holder);
        ways.put("generics", () -> use(byName.computeIfAbsent("a", name -> new ReentrantLock())));
        ways.put("read lock", () -> use(read));
        ways.put("write lock", () -> use(write));
        ways.put("record", this::record);
        ways.put("cast", () -> use((ReentrantLock) (Object) STATIC));
        ways.put("instanceof", () -> (Object) STATIC instanceof ReentrantLock);
        ways.put("class constant", () -> ReentrantLock.class.getName());
        ways.put("Class.forName", this::named);
        ways.put("Class.forName of an array", this::namedArray);
        ways.put("findClass", this::found);
        ways.put("loadClass of a subclass", this::loaded);
        ways.put("a message", () -> "java.util.concurrent.locks.ReentrantLock");
        ways.put("method reference", this::methodReferences);
        ways.put("method handle", this::methodHandle);
        ways.put("Semaphore", this::semaphore);
        ways.put("CountDownLatch", this::latch);
        ways.put("CyclicBarrier", this::barrier);
        return ways;
    }

    private static String use(Lock lock) {
        lock.lock();
        lock.unlock();
        return lock.getClass().getName();
    }

    private Object holder() {
        OwnLock lock = (OwnLock) striped[1];
        lock.lock();
        try {
            return lock.holder() == Thread.currentThread() && lock.isFair();
        } finally {
            lock.unlock();
        }
    }

    private Object record() {
        Account account = new Account("a", STATIC);
        return account.equals(new Account("a", STATIC)) + " " + use(account.lock());
    }

    private Object named() throws ReflectiveOperationException {
        Class<?> type =
                Class.forName(
                        "java.util.concurrent.locks.ReentrantLock",
                        true,
                        Thread.currentThread().getContextClassLoader());
        ReentrantLock made = (ReentrantLock) type.getConstructor().newInstance();
        return use(made);
    }

    private Object namedArray() throws ReflectiveOperationException {
        ReentrantLock[][] made = new ReentrantLock[0][];
        return Class.forName("[[Ljava.util.concurrent.locks.ReentrantLock;") == made.getClass();
    }

    private Object found() throws ReflectiveOperationException {
        return MethodHandles.lookup()
                .findClass("java.util.concurrent.locks.ReentrantLock")
                .getName();
    }

    private Object loaded() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[0], Kinds.class.getClassLoader())) {
            return loader.loadClass("java.util.concurrent.locks.ReentrantLock").getName();
        }
    }

    private Object methodReferences() {
        Supplier<ReentrantLock> maker = ReentrantLock::new;
        Consumer<ReentrantLock> locker = ReentrantLock::lock;
        ReentrantLock made = maker.get();
        locker.accept(made);
        return made.isHeldByCurrentThread() + " " + made.getClass().getName();
    }

    private Object methodHandle() throws Exception {
        MethodHandle make =
                MethodHandles.lookup()
                        .findConstructor(
                                ReentrantLock.class,
                                MethodType.methodType(void.class, boolean.class));
        try {
            return use((ReentrantLock) make.invokeExact(true));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private Object semaphore() throws InterruptedException {
        Semaphore permits = new Semaphore(1, true);
        permits.acquire();
        permits.release();
        return permits.getClass().getName();
    }

    private Object latch() throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        latch.countDown();
        latch.await();
        return latch.getClass().getName();
    }

    private Object barrier() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(1);
        return barrier.await() + " " + barrier.getClass().getName();
    }
}
