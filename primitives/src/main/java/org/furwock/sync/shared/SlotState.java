package org.furwock.sync.shared;

import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.region.SharedRegionSlot;

/**
 * The present state of a slot's primitive, for people that search for the cause of a hang.
 *
 * @param text the state in words
 * @param ownerThreadId the kernel's id of the thread that owns it; 0 if no thread does, or if this
 *     kind does not record it
 * @param sleepers the number of threads that sleep in it, in all processes
 * @since 1.0
 */
public record SlotState(String text, int ownerThreadId, int sleepers) {

    /** The state of a slot. For a slot of unknown type, it says so. */
    public static SlotState of(SharedRegionSlot slot) {
        String type = slot.type();
        if (type.equals(PthreadMutexLayout.ROBUST_TYPE)
                || type.equals(PthreadMutexLayout.INHERITING_TYPE)) {
            return ofPthreadMutex(slot);
        }
        int space = type.indexOf(' ');
        int words =
                switch (space < 0 ? type : type.substring(0, space)) {
                    case MutexLayout.TYPE,
                            RwLockLayout.TYPE,
                            BarrierLayout.NAME,
                            LatchLayout.NAME,
                            EventLayout.NAME,
                            OnceLayout.TYPE,
                            RobustConditionLayout.TYPE ->
                            1;
                    case MutexConditionLayout.TYPE -> MutexConditionLayout.SIZE / Integer.BYTES;
                    case SemaphoreLayout.NAME -> SemaphoreLayout.SIZE / Integer.BYTES;
                    default -> 0;
                };
        if (words == 0 || slot.size() != words * Integer.BYTES) {
            return new SlotState("data", 0, 0);
        }
        int sleepers = 0;
        for (FutexWord word : slot.words(words)) {
            sleepers += Futex.sleepers(word);
        }
        return new SlotState(text(slot, space), 0, sleepers);
    }

    private static String text(SharedRegionSlot slot, int space) {
        String type = slot.type();
        int word = slot.word(0).get();
        return switch (space < 0 ? type : type.substring(0, space)) {
            case MutexLayout.TYPE -> mutex(word);
            case RwLockLayout.TYPE -> rwLock(word);
            case BarrierLayout.NAME -> barrier(word, number(type));
            case LatchLayout.NAME -> {
                int down = word & LatchLayout.NUMBER;
                yield down >= number(type) ? "open" : "counted down " + down + " times";
            }
            case EventLayout.NAME -> (word & 1) != 0 ? "set" : "not set";
            case OnceLayout.TYPE -> once(word);
            case SemaphoreLayout.NAME -> number(type) + word + " permits";
            case MutexConditionLayout.TYPE -> {
                int waiting =
                        slot.word(MutexConditionLayout.UNSIGNALLED_OFFSET).get()
                                + slot.word(MutexConditionLayout.NEWCOMERS_OFFSET).get();
                yield waiting + " wait for a signal";
            }
            default -> "signalled " + Integer.toUnsignedString(word) + " times";
        };
    }

    private static String mutex(int word) {
        return switch (word) {
            case 0 -> "free";
            case 1 -> "held";
            case 2 -> "held and contended";
            default -> "damaged: " + word;
        };
    }

    private static String rwLock(int word) {
        int readers = word & 0xffff;
        int waiting = (word >>> 16) & 0xfff;
        String writer = word >= 0 ? "" : readers == 0 ? "held by a writer, " : "a writer comes, ";
        String upgrader = (word & 1 << 28) == 0 ? "" : word < 0 ? "upgraded, " : "one upgradable, ";
        return writer + upgrader + readers + " readers, " + waiting + " readers wait";
    }

    private static String barrier(int word, int parties) {
        String phase =
                switch (BarrierLayout.phase(word)) {
                    case 0 -> "";
                    case 1 -> "tripping, ";
                    case 2 -> "broken, ";
                    default -> "being reset, ";
                };
        return phase + BarrierLayout.arrived(word, parties) + " of " + parties + " have arrived";
    }

    private static String once(int word) {
        return switch (word) {
            case 0 -> "not run";
            case 1, 2 -> "running";
            case 3 -> "done";
            default -> "damaged: " + word;
        };
    }

    /** The number behind the equals sign, or 1 if it is damaged. */
    private static int number(String type) {
        try {
            return Integer.parseInt(type.substring(type.indexOf('=') + 1));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static SlotState ofPthreadMutex(SharedRegionSlot slot) {
        if (slot.size() != PthreadMutexLayout.SIZE) {
            return new SlotState("damaged: size " + slot.size(), 0, 0);
        }
        FutexWord word = slot.word(PthreadMutexLayout.WORD_OFFSET);
        int value = word.get();
        int owner = slot.word(PthreadMutexLayout.OWNER_OFFSET).get();
        int id = value & PthreadMutexLayout.THREAD_ID;
        boolean died = (value & PthreadMutexLayout.OWNER_DIED) != 0;
        String text =
                owner == PthreadMutexLayout.NOT_RECOVERABLE
                        ? "not recoverable"
                        : id != 0
                                ? owner == PthreadMutexLayout.INCONSISTENT
                                        ? "held, taken over from a dead owner, under repair"
                                        : "held"
                                : died ? "its owner died" : "free";
        int sleepers =
                slot.type().equals(PthreadMutexLayout.ROBUST_TYPE) ? Futex.sleepers(word) : 0;
        boolean more = (value & PthreadMutexLayout.WAITERS) != 0 && sleepers == 0;
        return new SlotState(more ? text + ", perhaps waited for" : text, id, sleepers);
    }
}
