package org.furwock.futex;

import org.furwock.futex.linux.Errno;

/**
 * The kernel refused an operation for a reason that does not occur in a correct program: the memory
 * is unmapped, or the machine or this library is broken. What the kernel answers in normal use is a
 * result, never this exception.
 *
 * @since 1.0
 */
public final class FutexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The operation, by its name. */
    private final FutexOperation operation;

    /** The error number. */
    private final int errno;

    /** The word's address. */
    private final long address;

    FutexException(FutexOperation operation, int errno, long address) {
        super(
                operation.kernelName()
                        + " at address 0x"
                        + Long.toHexString(address)
                        + " failed with "
                        + Errno.describe(errno)
                        + hint(errno));
        this.operation = operation;
        this.errno = errno;
        this.address = address;
    }

    private static String hint(int errno) {
        return switch (errno) {
            case Errno.EFAULT -> ": no memory is mapped there";
            case Errno.EINVAL -> ": the address or an argument is not valid for this operation";
            case Errno.ENOSYS -> ": this kernel does not have it";
            case Errno.EPERM -> ": not permitted, perhaps by a system call filter";
            default -> "";
        };
    }

    /** The operation that was refused. */
    public FutexOperation operation() {
        return operation;
    }

    /** The error number of Linux. */
    public int errno() {
        return errno;
    }

    /** The address of the word, in this process. */
    public long address() {
        return address;
    }
}
