package org.furwock.sync;

import java.io.IOException;
import java.io.Serializable;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.FutexWord;
import org.furwock.futex.TestThreads;
import org.furwock.futex.region.SharedRegion;
import org.furwock.futex.region.SharedRegionSlot;
import org.furwock.sync.TwinMessage.ActionReference;
import org.furwock.sync.TwinMessage.Answer;
import org.furwock.sync.TwinMessage.Arguments;
import org.furwock.sync.TwinMessage.Call;
import org.furwock.sync.TwinMessage.End;
import org.furwock.sync.TwinMessage.Interrupt;
import org.furwock.sync.TwinMessage.Make;
import org.furwock.sync.TwinMessage.ObjectReference;
import org.furwock.sync.TwinMessage.Part;
import org.furwock.sync.TwinMessage.Ran;
import org.furwock.sync.TwinMessage.RegionReference;
import org.furwock.sync.TwinMessage.Run;
import org.furwock.sync.TwinMessage.Waits;
import org.furwock.sync.TwinMessage.WordsReference;

/**
 * Makes the contract tests run between two processes. {@link #make} makes one object here and one
 * in another JVM, on words that both share. The test's own thread uses the object here. Every
 * second thread that the test starts has a twin in the other process, and its calls run there. A
 * thread waits as long as its twin waits, and publishes a blocker when its twin does. The twin is
 * interrupted when the thread is.
 *
 * <p>The other process starts once, when it is needed, and ends with this one.
 */
final class Twins {

    /** Room for the words of all tests. */
    private static final int ROOM = 8 << 20;

    private static final int ROOM_FOR_SLOTS = 256 << 10;

    private static final String SLOT = "words";

    private static final ThreadLocal<Caller> CALLER = new ThreadLocal<>();

    private final SharedRegion region;
    private final SharedRegionSlot slot;
    private final TwinLine line;
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger objects = new AtomicInteger();
    private final Map<Integer, Caller> callers = new ConcurrentHashMap<>();
    private final Map<Integer, Runnable> actions = new ConcurrentHashMap<>();
    private final Map<FutexWord, WordsReference> offsets = new ConcurrentHashMap<>();

    private static final class Holder {
        static final Twins INSTANCE = start();
    }

    private Twins(SharedRegion region, TwinLine line) {
        this.region = region;
        this.slot = slot(region);
        this.line = line;
    }

    static Twins get() {
        return Holder.INSTANCE;
    }

    private static Twins start() {
        try {
            Path folder = Files.createTempDirectory("furwock-twins");
            Path file = folder.resolve("region");
            SharedRegion region = SharedRegion.at(file).size(ROOM + ROOM_FOR_SLOTS).create();
            slot(region);
            Process process =
                    new ProcessBuilder(ChildJvm.command(TwinMain.class, List.of(), file))
                            .redirectError(Redirect.INHERIT)
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Twins twins =
                    new Twins(
                            region,
                            new TwinLine(process.getInputStream(), process.getOutputStream()));
            twins.line.receive(); // it has opened the region
            region.unlink();
            Files.delete(folder);
            TestThreads.start(twins::read);
            return twins;
        } catch (IOException e) {
            throw new AssertionError("the other process does not start", e);
        }
    }

    static SharedRegionSlot slot(SharedRegion region) {
        return region.slot(SLOT, "int[]", ROOM);
    }

    SharedRegion region() {
        return region;
    }

    private Void read() {
        try {
            while (true) {
                TwinMessage message = line.receive();
                callers.get(message.thread()).receive(message);
            }
        } catch (IOException e) {
            AssertionError gone = new AssertionError("the other process has gone", e);
            callers.forEach(
                    (thread, caller) ->
                            caller.receive(new Answer(thread, null, gone, false, false, false)));
            return null;
        }
    }

    /** New words side by side, which both processes have. */
    FutexWord[] words(int count) {
        int offset = used.getAndAdd(count * Integer.BYTES);
        FutexWord[] words = words(slot, new WordsReference(offset, count));
        offsets.put(words[0], new WordsReference(offset, count));
        return words;
    }

    static FutexWord[] words(SharedRegionSlot slot, WordsReference reference) {
        FutexWord[] words = new FutexWord[reference.count()];
        for (int i = 0; i < words.length; i++) {
            words[i] = slot.word(reference.offset() + i * Integer.BYTES);
        }
        return words;
    }

    /**
     * An object here and one in the other process.
     *
     * @param as an interface with methods that the type has, too
     * @param type what to make, by the constructor that takes the arguments
     * @param arguments values, words of {@link #words}, the region, actions, or what this method
     *     has returned
     */
    <T> T make(Class<T> as, Class<?> type, Object... arguments) {
        if (CALLER.get() == null) {
            CALLER.set(Caller.HERE);
        }
        Serializable[] sent = new Serializable[arguments.length];
        Object[] own = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            sent[i] = encode(arguments[i]);
            own[i] = pairOf(arguments[i]) == null ? arguments[i] : pairOf(arguments[i]).here;
        }
        Object here = Duck.construct(type, own);
        turn.set(0);
        int number = objects.incrementAndGet();
        line.send(new Make(0, number, type, new Arguments(sent)));
        return pair(as, here, number);
    }

    private Lock part(Pair whole, String getter) {
        int number = objects.incrementAndGet();
        line.send(new Part(0, number, whole.number, getter));
        return pair(Lock.class, Duck.get(whole.here, getter), number);
    }

    private <T> T pair(Class<T> as, Object here, int number) {
        Class<?>[] types = {as};
        Pair pair = new Pair(this, here, number);
        return as.cast(Proxy.newProxyInstance(as.getClassLoader(), types, pair));
    }

    private Serializable encode(Object argument) {
        if (argument instanceof FutexWord word) {
            return offsets.get(word);
        } else if (argument instanceof FutexWord[] words) {
            return offsets.get(words[0]);
        } else if (argument instanceof SharedRegion) {
            return new RegionReference();
        } else if (argument instanceof Runnable action) {
            int number = objects.incrementAndGet();
            actions.put(number, action);
            return new ActionReference(number);
        } else if (pairOf(argument) != null) {
            return new ObjectReference(pairOf(argument).number);
        }
        return (Serializable) argument;
    }

    private static Pair pairOf(Object object) {
        return object != null && Proxy.isProxyClass(object.getClass())
                ? (Pair) Proxy.getInvocationHandler(object)
                : null;
    }

    /** The body of a thread, whose twin is to end with it. */
    static <T> Callable<T> leaving(Callable<T> body) {
        return () -> {
            try {
                return body.call();
            } finally {
                leave();
            }
        };
    }

    private static void leave() {
        Caller caller = CALLER.get();
        if (caller != null && caller != Caller.HERE) {
            CALLER.remove();
            caller.twins.callers.remove(caller.number);
            caller.twins.line.send(new End(caller.number));
        }
    }

    private Caller caller() {
        Caller caller = CALLER.get();
        if (caller == null) {
            boolean there = turn.getAndIncrement() % 2 == 0;
            caller = there ? new Caller(this, threads.incrementAndGet()) : Caller.HERE;
            CALLER.set(caller);
        }
        return caller;
    }

    /** The two objects behind what the test sees as one. */
    private static final class Pair implements InvocationHandler {

        private final Twins twins;
        private final Object here;
        private final int number;
        private final Map<String, Lock> parts = new ConcurrentHashMap<>();

        Pair(Twins twins, Object here, int number) {
            this.twins = twins;
            this.here = here;
            this.number = number;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getReturnType() == Lock.class) {
                return parts.computeIfAbsent(method.getName(), name -> twins.part(this, name));
            }
            boolean ofObject = method.getDeclaringClass() == Object.class;
            Caller caller = ofObject ? Caller.HERE : twins.caller();
            if (caller != Caller.HERE) {
                return caller.call(this, method, arguments == null ? new Object[0] : arguments);
            }
            try {
                return Duck.method(here.getClass(), method).invoke(here, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    /** A thread with a twin. */
    private static final class Caller {

        /** Of all threads without. */
        static final Caller HERE = new Caller(null, 0);

        private final Twins twins;
        private final int number;
        private final Thread thread = Thread.currentThread();
        private final Queue<TwinMessage> received = new ConcurrentLinkedQueue<>();

        Caller(Twins twins, int number) {
            this.twins = twins;
            this.number = number;
            if (twins != null) {
                twins.callers.put(number, this);
            }
        }

        void receive(TwinMessage message) {
            received.add(message);
            LockSupport.unpark(thread);
        }

        Object call(Pair pair, Method method, Object... arguments) throws Throwable {
            Serializable[] sent = new Serializable[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                sent[i] = twins.encode(arguments[i]);
            }
            twins.line.send(
                    new Call(
                            number,
                            pair.number,
                            method.getName(),
                            method.getParameterTypes(),
                            new Arguments(sent),
                            Thread.interrupted()));
            boolean interrupted = false;
            Throwable actionFailure = null;
            while (true) {
                TwinMessage message = received.poll();
                if (message instanceof Answer answer) {
                    LockSupport.setCurrentBlocker(null);
                    if (answer.interrupted() || (interrupted && !answer.gotInterrupt())) {
                        thread.interrupt();
                    }
                    if (answer.failure() != null) {
                        throw answer.byAction() ? actionFailure : answer.failure();
                    }
                    return answer.value();
                } else if (message instanceof Waits) {
                    LockSupport.setCurrentBlocker(pair.here);
                } else if (message instanceof Run run) {
                    actionFailure = failureOf(twins.actions.get(run.action()));
                    twins.line.send(new Ran(number, actionFailure));
                } else if (Thread.interrupted()) {
                    interrupted = true;
                    twins.line.send(new Interrupt(number));
                } else {
                    LockSupport.park();
                }
            }
        }

        private static Throwable failureOf(Runnable action) {
            try {
                action.run();
                return null;
            } catch (RuntimeException | Error e) {
                return e;
            }
        }
    }
}
