/*
 * Promela model of RobustMutex and PthreadMutex (org.furwock.sync.shared) and of the kernel's
 * handling of a thread that dies (exit_robust_list, handle_futex_death): locking, unlocking, giving
 * up, recovery, and death before each step of these.
 *
 * Checked:
 *   - no two owners, and the next owner after a death is told so (assertions in the critical section);
 *   - no mutex is owned by a dead thread once the kernel is done with it (assertion in die);
 *   - a mutex that was unlocked without repair is never acquired again (assertion in work);
 *   - no lost wake-up (Spin's "invalid end state"), but for the one gap that RobustMutex names: a
 *     thread dies that owes a wake, when another thread has already taken the free mutex. Only
 *     then may a sleeper rely on its look after WaitPolicy.RECHECK_INTERVAL.
 *
 * All accesses of the word are atomic operations or system calls; the fields are written by the
 * owner. The kernel reads on the dying thread's processor, so store buffers play no part.
 *
 * Sound configurations, of which "docs/models/check robust" checks all:
 *   (none)       three threads; thread 1 has two rounds, thread 3 may give up; one dies (slow)
 *   -DDEATHS=0   no thread dies, and no sleeper ever relies on its look
 *   -DDEATHS=2   two die; one round each (slow)
 *   -DAFTER_DEATH -DDEATHS=0   an owner has died before the start
 *   -DAFTER_DEATH -DDEATHS=1   and another one dies (slow)
 *
 * Broken variants, each of which must be found:
 *   -DNAMES_LATE          the mutex is named to the kernel after the word was taken
 *   -DENDS_BEFORE_ADD     the name is withdrawn before the mutex is in the list
 *   -DREMOVES_UNNAMED     the mutex is taken off the list before it is named for the unlock
 *   -DENDS_BEFORE_WAKE    the name is withdrawn after the release and before the wake
 *   -DTAKES_WITHOUT_MARK  a thread that has slept takes the word without WAITERS
 *   -DGIVES_UP_WOKEN -DDEATHS=0     a thread that was woken gives up, since its time is over
 *   -DGIVES_UP_UNMARKED -DDEATHS=0  a thread that has slept gives up without WAITERS in the word
 *   -DHIDES_DEATH         a word with OWNER_DIED is taken as if it had been free
 *   -DFIELD_AFTER_WORD    the owner field is written after the word was freed
 *   -DREVIVES -DAFTER_DEATH  a mutex that is not recoverable is acquired if its last owner died
 *   -DTHROW_KEEPS_WAKE -DAFTER_DEATH -DDEATHS=0  a thread that finds it unusable wakes nobody
 *   -DOLD_KERNEL -DDEATHS=2  the kernel passes a wake on only if the word is 0
 *   -DNO_RECHECK          sleepers look only when woken: the gap
 */

#ifndef DEATHS
#define DEATHS 1
#endif

#if DEATHS == 2
#define FIRST_ROUNDS 1
#else
#define FIRST_ROUNDS 2
#endif

#define THREADS 3
#define NOBODY 0

/* The owner field, beside the ids 1 to 3. */
#define INCONSISTENT 8
#define NOT_RECOVERABLE 9

/* The word. */
#define ID 3
#define WAITERS 4
#define OWNER_DIED 8
#define FREE 0

#ifdef AFTER_DEATH
byte word = OWNER_DIED;
bool dirty = true;                     /* the data was left half changed */
#else
byte word = FREE;
bool dirty;
#endif
byte field;

/* Of each thread; index 0 is nobody. */
bool pending[THREADS + 1];             /* list_op_pending names the mutex */
bool listed[THREADS + 1];              /* the mutex is in the robust list */
bool asleep[THREADS + 1];              /* in the kernel's queue */
bool killed[THREADS + 1];
bool done[THREADS + 1];

/* Known to the checker only. */
bool owes[THREADS + 1];                /* was woken, or freed a word that had WAITERS */
bool working[THREADS + 1];             /* its death would leave the data half changed */
bool inside[THREADS + 1];
bool ruined;                           /* unlocked without repair */
bool gap;                              /* the gap has been met */

/* FUTEX_WAKE of one: any of those who sleep. */
inline wakeOne() {
    if
    :: asleep[1] -> asleep[1] = false; owes[1] = true
    :: asleep[2] -> asleep[2] = false; owes[2] = true
    :: asleep[3] -> asleep[3] = false; owes[3] = true
    :: !asleep[1] && !asleep[2] && !asleep[3]
    fi;
    owes[t] = false
}

/* RobustMutex.release */
inline release() {
    atomic {
        seen = word;                                         /* getAndSet: held -> FREE */
        word = FREE;
        working[t] = false;
        owes[t] = owes[t] || (seen & WAITERS)
    };
#ifdef ENDS_BEFORE_WAKE
    pending[t] = false;
#endif
    atomic {
        if
        :: seen & WAITERS -> wakeOne()
        :: else
        fi;
        seen = 0
    }
}

/*
 * RobustMutex.sleep: until woken, or the time is over, or in the gap until the next look. A thread
 * that was woken after its time is over does not give up: it sleeps once more, for no time, with
 * WAITERS in the word. An interrupt is like the end of the time: a wake at the same moment wins.
 */
inline sleep() {
    atomic {
        swapped = false;
        keep = WAITERS;
        owes[t] = false;                                     /* the word has WAITERS */
        asleep[t] = (word == seen)                           /* FUTEX_WAIT compares */
    };
    if
    :: !asleep[t]
#ifdef GIVES_UP_WOKEN
    :: atomic { !asleep[t] && impatient -> late = true }
#endif
    :: atomic { asleep[t] && impatient -> asleep[t] = false; late = true }
#ifndef NO_RECHECK
    :: atomic { asleep[t] && gap -> asleep[t] = false }
#endif
    fi
}

/* RobustMutex.contend. The results are in taken, died and unusable. */
inline contend() {
    do
    :: seen = word;
       if
       :: atomic { (seen & ID) == NOBODY ->                  /* FREE or OWNER_DIED -> held */
#ifdef TAKES_WITHOUT_MARK
              keep = 0;
#endif
              if
              :: word == seen ->
                  word = t | (seen & WAITERS) | keep;
                  owes[t] = false;
                  working[t] = true;
                  died = ((seen & OWNER_DIED) != 0);
                  taken = true;
                  break
              :: else
              fi
          }
       :: atomic { (seen & ID) != NOBODY ->
              if
              :: field == NOT_RECOVERABLE -> unusable = true; break
              :: field != NOT_RECOVERABLE && late -> break
              :: field != NOT_RECOVERABLE && !late
#ifdef GIVES_UP_UNMARKED
              :: field != NOT_RECOVERABLE && !late && impatient -> late = true
#else
              :: field != NOT_RECOVERABLE && !late && impatient && !keep ->
                  late = true                                /* ShortWait: awake, and no mark */
#endif
              fi
          };
          atomic {
              swapped = !late && ((seen & WAITERS) || word == seen);
              if
              :: swapped && !(seen & WAITERS) -> seen = seen | WAITERS; word = seen
              :: else
              fi
          };
          if
          :: swapped -> sleep()
          :: else
          fi
       fi
    od;
    atomic {
#ifndef THROW_KEEPS_WAKE
        if
        :: unusable && keep -> wakeOne()
        :: else
        fi;
#endif
        seen = 0; keep = 0; late = false; swapped = false
    }
}

/* PthreadMutex.enter */
inline enter() {
    if
#ifdef REVIVES
    :: atomic { field == NOT_RECOVERABLE && !died -> taken = false; unusable = true };
#else
    :: atomic { field == NOT_RECOVERABLE -> taken = false; unusable = true };
#endif
        release()
    :: else ->
#ifdef HIDES_DEATH
        atomic { died = false; field = t };
#else
        field = (died -> INCONSISTENT : t);
#endif
#ifdef ENDS_BEFORE_ADD
        pending[t] = false;
#endif
        listed[t] = true                                     /* RobustList.add */
    fi
}

/* PthreadMutex.attempt */
inline attempt() {
#ifndef NAMES_LATE
    pending[t] = true;                                       /* RobustList.begin */
#endif
    contend();
#ifdef NAMES_LATE
    pending[t] = true;
#endif
    if
    :: taken -> enter()
    :: else
    fi;
    pending[t] = false                                       /* RobustList.end */
}

/* The critical section. The owner repairs what a dead one left, or does not. */
inline work() {
    atomic {
        assert(!ruined);
        assert(died || !dirty);
        inside[t] = true;
        assert(inside[1] + inside[2] + inside[3] == 1)
    };
    if
    :: atomic { died -> field = t; dirty = false; inside[t] = false }     /* markConsistent */
    :: inside[t] = false
    fi
}

/* PthreadMutex.unlock */
inline unlock() {
#ifndef REMOVES_UNNAMED
    pending[t] = true;                                       /* RobustList.begin */
#endif
    listed[t] = false;                                       /* RobustList.remove */
#ifdef REMOVES_UNNAMED
    pending[t] = true;
#endif
    before = field;
#ifdef FIELD_AFTER_WORD
    release();
#endif
    atomic {
        ruined = ruined || before == INCONSISTENT;
        field = (before == INCONSISTENT -> NOT_RECOVERABLE : NOBODY);
        before = 0
    };
#ifndef FIELD_AFTER_WORD
    release();
#endif
    pending[t] = false                                       /* RobustList.end */
}

/* handle_futex_death, of the mutex that a dead thread had in its list or had named */
inline handleDeath(named) {
    atomic {                                                 /* compare and exchange */
        seen = word;
        if
        :: (seen & ID) == t -> word = (seen & WAITERS) | OWNER_DIED
        :: else
        fi
    };
    atomic {
        if
#ifdef OLD_KERNEL
        :: named && seen == FREE -> wakeOne()
        :: named && seen != FREE && (seen & ID) == NOBODY
#else
        :: named && (seen & ID) == NOBODY -> wakeOne()
#endif
        :: (seen & ID) == t && (seen & WAITERS) -> wakeOne()
        :: (seen & ID) == t && !(seen & WAITERS)
        :: (seen & ID) != t && !(named && (seen & ID) == NOBODY) ->
            gap = gap || (owes[t] && (seen & ID) != NOBODY && !(seen & WAITERS))
        fi;
        owes[t] = false;
        seen = 0
    }
}

/* do_exit: the futex queue, then the list, then the mutex that was named */
inline die() {
    atomic {
        asleep[t] = false;
        inside[t] = false;
        dirty = dirty || (working[t] && !ruined);
        keep = 0; before = 0; taken = false; died = false; late = false; swapped = false
    };
    if
    :: listed[t] && !pending[t] -> handleDeath(false)
    :: else
    fi;
    if
    :: pending[t] -> handleDeath(true)
    :: else
    fi;
    atomic { assert((word & ID) != t); working[t] = false; done[t] = true }
}

proctype Thread(byte t; byte rounds; bool impatient) {
    byte seen, before, keep;
    bool taken, died, unusable, late, swapped;

    {
        do
        :: rounds > 0 && !unusable ->
            rounds--;
            attempt();
            if
            :: taken -> work(); unlock()
            :: else
            fi;
            atomic { taken = false; died = false }
        :: else -> break
        od;
        done[t] = true
    } unless {
        killed[t] && !done[t] -> die()
    }
}

/* Kills threads at any moment. */
active proctype Killer() {
    byte deaths = DEATHS;

end:
    do
    :: atomic { deaths > 0 ->
           deaths--;
           if
           :: !done[1] -> killed[1] = true
           :: !done[2] -> killed[2] = true
           :: !done[3] -> killed[3] = true
           :: true
           fi
       }
    :: else -> break
    od
}

init {
    atomic {
        run Thread(1, FIRST_ROUNDS, false);
        run Thread(2, 1, false);
        run Thread(3, 1, true)
    }
}
