package org.furwock.futex.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.NativePage;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.WaitOptions;
import org.furwock.futex.WaitResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kernel's answers to bad input, by direct system calls: the basis of the library's checks. If
 * the kernel is silent (0, or 1 for an unintended wake), the library must not be.
 */
@HangBound
class KernelErrnoTest {

    private static final Map<String, Integer> OPERATIONS =
            Map.of(
                    "WAIT", KernelFutex.FUTEX_WAIT,
                    "WAKE", KernelFutex.FUTEX_WAKE,
                    "REQUEUE", KernelFutex.FUTEX_REQUEUE,
                    "CMP_REQUEUE", KernelFutex.FUTEX_CMP_REQUEUE,
                    "WAKE_OP", KernelFutex.FUTEX_WAKE_OP,
                    "WAIT_BITSET", KernelFutex.FUTEX_WAIT_BITSET,
                    "WAKE_BITSET", KernelFutex.FUTEX_WAKE_BITSET);

    private static final int WAITV_MAX_PLUS_1 = 129;

    private NativeCalls calls;
    private NativePage mapped;
    private NativePage unmapped;
    private long word;
    private long second;
    private long timespec;
    private long vector;
    private ByteBuffer memory;

    @BeforeEach
    void map() {
        calls = TestEngines.calls();
        mapped = new NativePage();
        unmapped = new NativePage();
        unmapped.unmap();
        word = mapped.address();
        second = word + 64;
        timespec = word + 128;
        vector = word + 256;
        memory = calls.view(word, 8192).order(ByteOrder.nativeOrder());
    }

    @AfterEach
    void unmap() {
        if (mapped != null) {
            mapped.close();
            unmapped.close();
        }
    }

    /** One valid call, in which a test replaces one argument. */
    private final class Call {
        private final String name;
        private long address = word;
        private long address2 = second;
        private long time = timespec;
        private long count = 1;
        private long bits = 1;
        private boolean shared;

        Call(String name) {
            this.name = name;
        }

        Call at(long newAddress) {
            address = newAddress;
            return this;
        }

        Call second(long newAddress) {
            address2 = newAddress;
            return this;
        }

        Call shared() {
            shared = true;
            return this;
        }

        Call time(long newTime) {
            time = newTime;
            return this;
        }

        Call count(long newCount) {
            count = newCount;
            return this;
        }

        Call bits(long newBits) {
            bits = newBits;
            return this;
        }

        long result() {
            if (name.equals("waitv")) {
                writeEntry(0, second, 0);
                writeEntry(1, address, shared ? 2 : 2 | 128);
                return calls.call(Abi.SYS_FUTEX_WAITV, vector, 2, 0, time, 1, 0);
            }
            int op = OPERATIONS.get(name) | (shared ? 0 : Abi.FUTEX_PRIVATE_FLAG);
            return switch (name) {
                case "WAIT" -> futex(op, address, 0, time, 0, 0);
                case "WAIT_BITSET" -> futex(op, address, 0, time, 0, bits);
                case "WAKE" -> futex(op, address, count, 0, 0, 0);
                case "WAKE_BITSET" -> futex(op, address, count, 0, 0, bits);
                case "WAKE_OP" -> futex(op, address, 1, 1, address2, 0);
                default -> futex(op, address, count, 1, address2, 0);
            };
        }
    }

    private void writeEntry(int index, long address, int flags) {
        int at = (int) (vector - word) + 24 * index;
        memory.putLong(at, 0);
        memory.putLong(at + 8, address);
        memory.putInt(at + 16, flags == 0 ? 2 | 128 : flags);
        memory.putInt(at + 20, 0);
    }

    private long futex(int op, long address, long value, long time, long address2, long value3) {
        return calls.call(Abi.SYS_FUTEX, address, op, value, time, address2, value3);
    }

    private long timespec(long seconds, long nanos) {
        memory.putLong((int) (timespec - word), seconds);
        memory.putLong((int) (timespec - word) + 8, nanos);
        return timespec;
    }

    private static void assertResult(String column, long result, String expected) {
        if (expected.equals("-")) {
            return; // the operation has no such argument
        }
        String actual = result < 0 ? Errno.describe((int) -result) : String.valueOf(result);
        assertThat(actual).as(column).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    op,          misaligned, null,   private, shared, misaligned2, unmapped2
                    WAIT,        EINVAL,     EFAULT, EFAULT,  EFAULT, -,           -
                    WAKE,        EINVAL,     0,      0,       EFAULT, -,           -
                    REQUEUE,     EINVAL,     0,      0,       EFAULT, EINVAL,      0
                    CMP_REQUEUE, EINVAL,     EFAULT, EFAULT,  EFAULT, EINVAL,      0
                    WAKE_OP,     EINVAL,     0,      0,       EFAULT, EINVAL,      EFAULT
                    WAIT_BITSET, EINVAL,     EFAULT, EFAULT,  EFAULT, -,           -
                    WAKE_BITSET, EINVAL,     0,      0,       EFAULT, -,           -
                    waitv,       EINVAL,     EFAULT, EFAULT,  EFAULT, -,           -
                    """)
    void shouldAnswerBadAddresses(
            String op,
            String misaligned,
            String atNull,
            String unmappedPrivate,
            String unmappedShared,
            String misaligned2,
            String unmapped2) {
        timespec(0, 0);
        long gone = unmapped.address();

        assertResult("misaligned", new Call(op).at(word + 2).result(), misaligned);
        assertResult("null", new Call(op).at(0).result(), atNull);
        assertResult("unmapped, PRIVATE", new Call(op).at(gone).result(), unmappedPrivate);
        assertResult("unmapped, SHARED", new Call(op).at(gone).shared().result(), unmappedShared);
        assertResult("misaligned 2nd", new Call(op).second(second + 1).result(), misaligned2);
        assertResult("unmapped 2nd", new Call(op).second(gone).result(), unmapped2);
    }

    @ParameterizedTest
    @CsvSource({"WAIT", "WAIT_BITSET", "waitv"})
    void shouldAnswerBadTimes(String op) {
        long[][] invalid = {{-1, 0}, {0, 1_000_000_000}, {0, -1}};
        for (long[] time : invalid) {
            long pointer = timespec(time[0], time[1]);
            assertResult("timespec", new Call(op).time(pointer).result(), "EINVAL");
        }
        assertResult("pointer", new Call(op).time(unmapped.address()).result(), "EFAULT");
        assertResult("no time left", new Call(op).time(timespec(0, 1)).result(), "ETIMEDOUT");
    }

    @ParameterizedTest
    @CsvSource({"WAIT_BITSET", "WAKE_BITSET"})
    void shouldAnswerAnEmptyBitset(String op) {
        timespec(0, 0);
        assertResult("bitset 0", new Call(op).bits(0).result(), "EINVAL");
    }

    /** A count of 0 or less wakes one thread nevertheless. */
    @ParameterizedTest
    @CsvSource({
        "WAKE, 0, 1",
        "WAKE, -1, 1",
        "WAKE_BITSET, 0, 1",
        "WAKE_BITSET, -1, 1",
        "REQUEUE, -1, EINVAL",
        "CMP_REQUEUE, -1, EINVAL"
    })
    void shouldAnswerNegativeCounts(String op, int count, String expected) {
        FutexWord slept = FutexWord.at(word, FutexScope.PRIVATE);
        Task<WaitResult> sleeper =
                TestThreads.start(
                        () -> Futex.await(slept, 0, Deadline.NEVER, WaitOptions.UNINTERRUPTIBLE));
        Sleepers.awaitAsleep(slept, 1);

        assertResult("count", new Call(op).count(count).result(), expected);

        if (!expected.equals("1")) {
            Futex.wake(slept, 1);
        }
        assertThat(sleeper.get()).isEqualTo(WaitResult.WOKEN);
    }

    @Test
    void shouldAnswerWhatItDoesNotKnow() {
        int unknown = 100 | Abi.FUTEX_PRIVATE_FLAG;
        assertResult("op 100", futex(unknown, word, 0, 0, second, 0), "ENOSYS");
        int fd = KernelFutex.FUTEX_FD | Abi.FUTEX_PRIVATE_FLAG;
        assertResult("FUTEX_FD", futex(fd, word, 0, 0, 0, 0), "ENOSYS");
        int wakeOp = KernelFutex.FUTEX_WAKE_OP | Abi.FUTEX_PRIVATE_FLAG;
        assertResult("operator 7", futex(wakeOp, word, 1, 1, second, 7L << 28), "ENOSYS");
        assertResult("comparison 15", futex(wakeOp, word, 1, 1, second, 15L << 24), "ENOSYS");
    }

    @Test
    void shouldAnswerABadVector() {
        timespec(0, 0);
        writeEntry(0, word, 0);
        assertResult("nr 0", waitv(vector, 0, 0, 1), "EINVAL");
        assertResult("nr 129", waitv(vector, WAITV_MAX_PLUS_1, 0, 1), "EINVAL");
        assertResult("flags", waitv(vector, 1, 1, 1), "EINVAL");
        assertResult("clock", waitv(vector, 1, 0, 2), "EINVAL");
        assertResult("no vector", waitv(0, 1, 0, 1), "EINVAL");
        assertResult("all right", waitv(vector, 1, 0, 1), "ETIMEDOUT");
        writeEntry(0, word, 128);
        assertResult("not FUTEX_32", waitv(vector, 1, 0, 1), "EINVAL");
        writeEntry(0, word, 0);
        memory.putInt((int) (vector - word) + 20, 1);
        assertResult("reserved", waitv(vector, 1, 0, 1), "EINVAL");
        writeEntry(0, word, 0);
        memory.putLong((int) (vector - word), 1L << 32);
        assertResult("wide value", waitv(vector, 1, 0, 1), "EINVAL");
    }

    private long waitv(long entries, int count, int flags, int clock) {
        return calls.call(Abi.SYS_FUTEX_WAITV, entries, count, flags, timespec, clock, 0);
    }

    @Test
    void shouldAnswerByNumberThroughKernelFutex() {
        KernelFutex kernel = new KernelFutex(calls, true);
        long gone = unmapped.address();

        assertThat(kernel.await(word, false, 1)).isEqualTo(-Errno.EAGAIN);
        assertThat(kernel.await(gone, false, 0)).isEqualTo(-Errno.EFAULT);
        assertThat(kernel.await(word + 1, true, 0)).isEqualTo(-Errno.EINVAL);
        assertThat(kernel.awaitNanos(word, false, 0, 1)).isEqualTo(-Errno.ETIMEDOUT);
        assertThat(kernel.wake(gone, false, 1)).isZero();
        assertThat(kernel.wake(gone, true, 1)).isEqualTo(-Errno.EFAULT);
        assertThat(kernel.unlockPi(word, false)).isEqualTo(-Errno.EPERM);
        assertThat(kernel.isReadable(word)).isTrue();
        assertThat(kernel.isReadable(gone)).isFalse();
    }
}
