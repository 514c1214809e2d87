package org.furwock.sync;

import java.io.EOFException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.furwock.futex.FutexWord;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
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
 * The other process of {@link Twins}: it has a twin of each object and of each thread of the tests.
 */
final class TwinMain {

    private static final long LOOK_AGAIN_NANOS = 100_000;

    private final SharedRegion region;
    private final SharedRegionSlot slot;
    private final TwinLine line;
    private final Map<Integer, Object> objects = new ConcurrentHashMap<>();
    private final Map<Integer, Twin> twins = new ConcurrentHashMap<>();

    private TwinMain(SharedRegion region, TwinLine line) {
        this.region = region;
        this.slot = Twins.slot(region);
        this.line = line;
    }

    public static void main(String[] arguments) throws IOException {
        TwinLine line = new TwinLine(System.in, System.out);
        System.setOut(System.err); // the line is for messages
        SharedRegion region = SharedRegion.at(Path.of(arguments[0])).open();
        line.send(new End(0));
        TwinMain self = new TwinMain(region, line);
        TestThreads.start(self::watch);
        try {
            while (true) {
                self.obey(line.receive());
            }
        } catch (EOFException e) {
            Runtime.getRuntime().halt(0); // its parent has gone
        }
    }

    private void obey(TwinMessage message) {
        if (message instanceof Make make) {
            objects.put(make.object(), Duck.construct(make.type(), decode(make.arguments())));
        } else if (message instanceof Part part) {
            objects.put(part.object(), Duck.get(objects.get(part.whole()), part.getter()));
        } else if (message instanceof Call call) {
            twins.computeIfAbsent(call.thread(), number -> new Twin(call)).accept(call);
        } else {
            Twin twin = twins.get(message.thread());
            if (message instanceof Interrupt) {
                twin.interrupt();
            } else if (message instanceof Ran ran) {
                twin.ran(ran);
            } else if (message instanceof End) {
                twins.remove(message.thread()).calls.add(message);
            }
        }
    }

    private Object[] decode(Arguments arguments) {
        Object[] decoded = new Object[arguments.values().length];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = decode(arguments.values()[i]);
        }
        return decoded;
    }

    private Object decode(Serializable value) {
        if (value instanceof WordsReference words) {
            FutexWord[] found = Twins.words(slot, words);
            return found.length == 1 ? found[0] : found;
        } else if (value instanceof ObjectReference object) {
            return objects.get(object.object());
        } else if (value instanceof RegionReference) {
            return region;
        } else if (value instanceof ActionReference action) {
            return (Runnable) () -> Twin.CURRENT.get().runThere(action);
        }
        return value;
    }

    /** Reports threads that have begun to wait, until the process ends. */
    private Void watch() {
        while (true) {
            twins.values().forEach(Twin::look);
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** The twin of a thread of the other process. */
    private final class Twin {

        private static final ThreadLocal<Twin> CURRENT = new ThreadLocal<>();

        private final BlockingQueue<TwinMessage> calls = new LinkedBlockingQueue<>();
        private final int number;
        private final Thread thread;
        private volatile Ran ran;
        private Throwable actionFailure;

        // Guarded by this.
        private boolean calling;
        private boolean toldThatItWaits;
        private boolean gotInterrupt;
        private boolean isCallNext;
        private boolean isInterruptNext;

        Twin(Call first) {
            number = first.thread();
            thread = Kind.PLATFORM.start(this::live);
        }

        void accept(Call call) {
            synchronized (this) {
                isCallNext = true;
            }
            calls.add(call);
        }

        private void live() {
            CURRENT.set(this);
            try {
                while (calls.take() instanceof Call call) {
                    answer(call);
                }
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted between two calls", e);
            }
        }

        private void answer(Call call) {
            boolean interruptedAlready;
            synchronized (this) {
                calling = true;
                toldThatItWaits = false;
                isCallNext = false;
                interruptedAlready = isInterruptNext;
                gotInterrupt = isInterruptNext;
                isInterruptNext = false;
            }
            if (call.interrupted() || interruptedAlready) {
                thread.interrupt();
            }
            Serializable value = null;
            Throwable failure = null;
            try {
                Object target = objects.get(call.object());
                value =
                        (Serializable)
                                Duck.method(target.getClass(), call.method(), call.types())
                                        .invoke(target, decode(call.arguments()));
            } catch (InvocationTargetException e) {
                failure = e.getCause();
            } catch (IllegalAccessException e) {
                failure = e;
            }
            boolean byAction = failure != null && failure == actionFailure;
            boolean got;
            synchronized (this) {
                calling = false;
                got = gotInterrupt;
            }
            boolean interrupted = Thread.interrupted();
            send(new Answer(number, value, failure, byAction, interrupted, got));
        }

        private void send(Answer answer) {
            try {
                line.send(answer);
            } catch (UncheckedIOException e) {
                if (e.getCause() instanceof NotSerializableException) {
                    throw new AssertionError("cannot be sent: " + answer, e);
                }
                Runtime.getRuntime().halt(0);
            }
        }

        /** For the current call, which its thread may not have begun yet. */
        synchronized void interrupt() {
            if (calling) {
                gotInterrupt = true;
                thread.interrupt();
            } else if (isCallNext) {
                isInterruptNext = true;
            }
        }

        void look() {
            synchronized (this) {
                if (calling && !toldThatItWaits && LockSupport.getBlocker(thread) != null) {
                    toldThatItWaits = true;
                    line.send(new Waits(number));
                }
            }
        }

        /** By this thread: lets the other process run an action, and waits for its end. */
        void runThere(ActionReference action) {
            ran = null;
            line.send(new Run(number, action.action()));
            boolean interrupted = false;
            while (ran == null) {
                LockSupport.park();
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
            actionFailure = ran.failure();
            if (actionFailure instanceof RuntimeException exception) {
                throw exception;
            } else if (actionFailure instanceof Error error) {
                throw error;
            }
        }

        void ran(Ran message) {
            ran = message;
            LockSupport.unpark(thread);
        }
    }
}
