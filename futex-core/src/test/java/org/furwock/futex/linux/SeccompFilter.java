package org.furwock.futex.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.furwock.futex.TestEngines;

/**
 * A filter of system calls. It stays on this whole process, so its user needs a process of its own.
 */
public final class SeccompFilter {

    private static final boolean X86_64 = Abi.SYS_FUTEX == 202;
    private static final long SYS_PRCTL = X86_64 ? 157 : 167;
    private static final long SYS_SECCOMP = X86_64 ? 317 : 277;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;

    /** {@code struct seccomp_data}: nr, arch, instruction pointer, six arguments. */
    private static final int CALL = 0;

    private static final int FIRST_ARGUMENT = 16;

    private static final int ALLOW = 0x7fff0000;
    private static final int ERRNO = 0x50000;
    private static final int KILL_PROCESS = 0x80000000;

    /** Instructions of the classic Berkeley Packet Filter. */
    private static final int LOAD = 0x20;

    private static final int AND = 0x54;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    private static final int INSTRUCTION_SIZE = 8;

    private record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

    private SeccompFilter() {}

    /** Answers the system call with an error number. */
    public static void refuse(long systemCall, int errno) {
        answer(systemCall, ERRNO | errno);
    }

    /** Kills the process for the system call. */
    public static void kill(long systemCall) {
        answer(systemCall, KILL_PROCESS);
    }

    private static void answer(long systemCall, int action) {
        install(
                List.of(
                        new Instruction(LOAD, 0, 0, CALL),
                        new Instruction(JUMP_IF_EQUAL, 0, 1, (int) systemCall),
                        new Instruction(RETURN, 0, 0, action),
                        new Instruction(RETURN, 0, 0, ALLOW)));
    }

    /** Answers one operation of {@code futex} with an error number, for any flags. */
    public static void refuseFutex(int operation, int errno) {
        answerFutex(operation, ERRNO | errno);
    }

    /** Kills the process for one operation of {@code futex}, for any flags. */
    public static void killFutex(int operation) {
        answerFutex(operation, KILL_PROCESS);
    }

    private static void answerFutex(int operation, int action) {
        int flags = Abi.FUTEX_PRIVATE_FLAG | Abi.FUTEX_CLOCK_REALTIME;
        install(
                List.of(
                        new Instruction(LOAD, 0, 0, CALL),
                        new Instruction(JUMP_IF_EQUAL, 0, 4, (int) Abi.SYS_FUTEX),
                        new Instruction(LOAD, 0, 0, FIRST_ARGUMENT + Long.BYTES),
                        new Instruction(AND, 0, 0, ~flags),
                        new Instruction(JUMP_IF_EQUAL, 0, 1, operation),
                        new Instruction(RETURN, 0, 0, action),
                        new Instruction(RETURN, 0, 0, ALLOW)));
    }

    private static void install(List<Instruction> program) {
        NativeCalls calls = TestEngines.calls();
        ByteBuffer code = allocate(program.size() * INSTRUCTION_SIZE);
        for (Instruction instruction : program) {
            code.putShort((short) instruction.code)
                    .put((byte) instruction.ifTrue)
                    .put((byte) instruction.ifFalse)
                    .putInt(instruction.operand);
        }
        ByteBuffer header = allocate(2 * Long.BYTES);
        header.putShort(0, (short) program.size()).putLong(Long.BYTES, calls.addressOf(code));
        check(calls.call(SYS_PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0));
        check(
                calls.call(
                        SYS_SECCOMP,
                        SECCOMP_SET_MODE_FILTER,
                        SECCOMP_FILTER_FLAG_TSYNC,
                        calls.addressOf(header)));
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private static void check(long result) {
        if (result != 0) {
            throw new AssertionError("the filter is refused: " + result);
        }
    }
}
