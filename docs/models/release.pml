/*
 * Promela model of QueuedLock, WaitQueue, ThreadParker and ReleaseMode (org.furwock.locks):
 * acquiring, releasing, waking, handing over, giving up and leaving out of turn, step by step. The
 * numbers in the comments (S1-S4, W1-W5, Q1-Q5) are those of the proofs in these classes.
 *
 * Checked: no lost wake-up (Spin's "invalid end state": a thread sleeps and no other will wake it),
 * no two owners (the assertion in the critical section), and an empty, free lock in the end.
 *
 * Memory: a release store of the lock's state goes into the thread's store buffer. It becomes
 * visible at any later moment, but before the thread's next volatile store or compare-and-set, and
 * before a membarrier of any thread ends. All other accesses are volatile, and take effect at once.
 *
 * Left out: spinning, naps and sleeps with a limit of their own. All of them end by themselves, so
 * no wake depends on them, and in the end the waiter takes the steps that are here.
 *
 * Sound configurations, of which "docs/models/check release" checks all:
 *   (none)       three threads, one round each; thread 2 may give up
 *   -DDEEP       thread 0 has two rounds (slow)
 *   -DHANDOFF    a first waiter may request a hand-over before it sleeps (slow)
 *   -DOF_MANY    waiters that one signalAll sent: they acquire in any order (slow)
 *   -DREFUSED    the kernel refuses membarrier: releases change over to fences (slow)
 *
 * Broken variants, each of which must be found:
 *   -DNO_MEMBARRIER            the first waiter fences for itself alone (W1)
 *   -DLOOKS_BEFORE_FLAG        the first waiter reads the state before it sets the wake flag (W1)
 *   -DFLAG_BEFORE_STORE        the release reads the wake flag before it stores the state (W1)
 *   -DCLEARS_AFTER_LOOK        the waker looks for the first waiter before it clears the flag (W2)
 *   -DNO_FLAG_FOR_SUCCESSOR    a new head does not set the flag for the next waiter (W3)
 *   -DCLEARS_ON_LEAVING        a new head without a successor clears the flag (W3)
 *   -DTAIL_BEFORE_HEAD         a new head reads the tail before it writes the head (Q4)
 *   -DKEEPS_WAKE               a waiter that gives up does not unpark the next one (W4, Q5)
 *   -DKEEPS_GRANT              -DHANDOFF  a waiter that gives up when GRANTED keeps the lock (W4)
 *   -DGRANTS_CANCELLED         -DHANDOFF  a hand-over does not compare the status (W4)
 *   -DFREES_ON_HANDOVER        -DHANDOFF  a hand-over also frees the lock
 *   -DNO_FLAG_OUT_OF_TURN      -DOF_MANY -DDEEP  leaving out of turn sets no flag (W3) (slow)
 *   -DSETTLES_EARLY            -DREFUSED  releases count as fenced before the rendezvous is over
 */

#define THREADS 3
#define STORED (!freeing[0] && !freeing[1] && !freeing[2])
#ifdef DEEP
#define ROUNDS 2                       /* at most, of one thread */
#else
#define ROUNDS 1
#endif
#define NODES (2 + THREADS * ROUNDS)   /* 0 is null, 1 the first head */
#define NULL 0
#define OWNER(n) ((n - 2) / ROUNDS)

#define WAITING 0
#define GRANTED 1
#define CANCELLED 2

bool held;                             /* the lock's state */
bool wakeFlag;
bool handoffRequested;
bool freeing[THREADS];                 /* the store buffers: a store of FREE, not yet visible */
bool notified[THREADS];                /* each thread's parker */

byte head = 1;
byte tail = 1;
byte prev[NODES];
byte next[NODES];
byte status[NODES];
bool waits[NODES];                     /* Waiter.thread and Waiter.parker are not null */
bool wantsHandoff[NODES];

byte inside;                           /* threads in the critical section */
byte ended;

#ifdef REFUSED
bool fenced;                           /* ReleaseMode */
bool settled;
#endif

#ifdef OF_MANY
#define MAY_TRY(n) true
#else
#define MAY_TRY(n) first
#endif

/* The thread's own store becomes visible, before its next volatile store or compare-and-set. */
inline drain(t) {
    if
    :: freeing[t] -> assert(held); held = false; freeing[t] = false
    :: else
    fi
}

/* A membarrier, or a rendezvous: all store buffers are drained at some moment within it. */
inline drainAll() {
    atomic {
        i = 0;
        do
        :: i < THREADS -> drain(i); i++
        :: else -> break
        od;
        i = 0
    }
}

/* Waiter.unpark, of a node; the parker may be gone. */
inline unpark(n) {
    if
    :: waits[n] -> notified[OWNER(n)] = true
    :: else
    fi
}

/* WaitQueue.after: by the shortcut, else from the tail (Q2). The result is in found. */
inline after(place) {
    found = next[place];
    if
    :: found != NULL && status[found] != CANCELLED
    :: else ->
        found = NULL;
        w = tail;
        do
        :: w == NULL || w == place -> break
        :: else ->
            if
            :: !waits[w] -> break
            :: else ->
                if
                :: status[w] != CANCELLED -> found = w
                :: else
                fi;
                w = prev[w]
            fi
        od
    fi;
    w = NULL
}

/* WaitQueue.first */
inline findFirst() {
    h = head;
    after(h);
    h = NULL
}

/* WaitQueue.livePredecessor: steps over cancelled nodes (Q1, Q2). The result is in before. */
inline findPredecessor() {
    before = prev[me];
    do
    :: status[before] != CANCELLED -> break
    :: else -> before = prev[before]; prev[me] = before; next[before] = me
    od
}

/* WaitQueue.isFirst. The result is in first. */
inline findIsFirst() {
    findPredecessor();
    first = (before == head);
    before = NULL
}

/* QueuedLock.tryAcquire. The result is in acquired. */
inline tryAcquire() {
    atomic {
        drain(t);
        acquired = !held;
        held = true
    }
}

/* WaitQueue.append */
inline append() {
    waits[me] = true;
    do
    :: w = tail; prev[me] = w;
       atomic {
           if
           :: tail == w -> tail = me; break     /* Q4: the tail, then the head */
           :: else
           fi
       }
    od;
    next[w] = me;
    w = NULL
}

/* WaitQueue.removeIfLast. The result is in last. */
inline removeIfLast() {
    findPredecessor();
    atomic {
        last = (tail == me);
        if
        :: last -> tail = before
        :: else
        fi
    }
    if
    :: last && next[before] == me -> next[before] = NULL
    :: else
    fi;
    before = NULL
}

/* QueuedLock.enter, by a waiter that has the lock. */
inline enter() {
    findIsFirst();
    if
    :: !first ->                                /* leaveWithLock */
        status[me] = CANCELLED;
        removeIfLast();
        last = false;
#ifndef NO_FLAG_OUT_OF_TURN
        wakeFlag = true                         /* W3 */
#endif
    :: else ->                                  /* becomeHead */
        first = false;
        findPredecessor();
#ifdef TAIL_BEFORE_HEAD
        last = (tail == me);
#endif
        waits[me] = false;
        status[me] = GRANTED;
        head = me;                              /* Q3, Q4: the head, then the tail */
        prev[me] = NULL;
        next[before] = NULL;
        before = NULL;
#ifndef TAIL_BEFORE_HEAD
        last = (tail == me);
#endif
        if
        :: !last ->
#ifndef NO_FLAG_FOR_SUCCESSOR
            wakeFlag = true                     /* W3 */
#endif
        :: else ->
#ifdef CLEARS_ON_LEAVING
            wakeFlag = false;
#endif
            last = false
        fi
    fi
}

/* QueuedLock.tryEnter: acquires and leaves the queue, if it may. The result is in acquired. */
inline tryEnter() {
    acquired = (status[me] == GRANTED);
    if
    :: acquired
    :: else ->
        findIsFirst();
        if
        :: MAY_TRY(me) -> first = false; tryAcquire()
        :: else
        fi
    fi;
    if
    :: acquired -> enter()
    :: else
    fi
}

/* QueuedLock.wakeFirst */
inline wakeFirst() {
#ifdef CLEARS_AFTER_LOOK
    findFirst();
    atomic { drain(t); wakeFlag = false }
#else
    atomic { drain(t); wakeFlag = false };      /* W2: S2, S4 -> S1, S3, before the look */
    findFirst();
#endif
    if
    :: found != NULL ->
        unpark(found);
#ifdef OF_MANY
        h = found;                              /* wakeAhead, of one */
        after(h);
        h = NULL;
        if
        :: found != NULL -> unpark(found)
        :: else
        fi;
#endif
        found = NULL
    :: else
    fi
}

/* QueuedLock.handOver. The result is in handed. */
inline handOver() {
    handoffRequested = false;                   /* W5 */
    findFirst();
    if
    :: found != NULL && wantsHandoff[found] ->
        atomic {
#ifdef GRANTS_CANCELLED
            status[found] = GRANTED; handed = true
#else
            if
            :: status[found] == WAITING -> status[found] = GRANTED; handed = true
            :: else
            fi
#endif
        };
        if
        :: handed -> unpark(found)
        :: else
        fi
    :: else
    fi;
    found = NULL
}

/* QueuedLock.release */
inline release() {
    handed = false;
#ifdef HANDOFF
    if
    :: handoffRequested -> handOver()
    :: else
    fi;
#endif
#ifdef FREES_ON_HANDOVER
    handed = false;
#endif
    if
    :: handed -> handed = false
    :: else ->
#ifdef FLAG_BEFORE_STORE
        flag = wakeFlag;
        freeing[t] = true;
#else
        freeing[t] = true;                      /* S3, S4 -> S1, S2: setRelease */
#ifdef REFUSED
        if
        :: fenced -> atomic { drain(t) }        /* fullFence */
        :: else
        fi;
#endif
        flag = wakeFlag;                        /* getOpaque, perhaps before the store is visible */
#endif
        if
        :: flag -> flag = false; wakeFirst()
        :: else
        fi
    fi
}

#ifdef REFUSED
inline changeOver() {
    fenced = true;
#ifdef SETTLES_EARLY
    settled = true;
    drainAll()
#else
    drainAll();
    settled = true
#endif
}

/* A waiter of another lock, which meets the refusal at any moment. */
active proctype OtherLock() {
    byte i;
    changeOver()
}
#endif

/* ReleaseMode.tryHeavyFence, between the wake flag and the look (W1) */
inline heavyFence() {
#if defined(NO_MEMBARRIER)
    atomic { drain(t) }
#elif defined(REFUSED)
    if
    :: settled -> atomic { drain(t) }
    :: else -> changeOver()
    fi
#else
    drainAll()
#endif
}

/* QueuedLock.waitAsFirst, up to the sleep: whether it may enter is in acquired. */
inline lookAsFirst() {
#ifdef HANDOFF
    if
    :: wantsHandoff[me] = true; handoffRequested = true      /* requestHandoff */
    :: wantsHandoff[me] = false
    fi;
#endif
#ifdef LOOKS_BEFORE_FLAG
    acquired = (status[me] == GRANTED || !held);
    wakeFlag = true;
    heavyFence()
#else
    atomic { drain(t); wakeFlag = true };       /* S1, S3 -> S2, S4 */
    heavyFence();
    acquired = (status[me] == GRANTED || !held) /* mayEnter */
#endif
}

/* QueuedLock.giveUp */
inline giveUp() {
    atomic {
        last = (status[me] == WAITING);
        if
        :: last -> status[me] = CANCELLED
        :: else
        fi
    };
    if
    :: last ->                                  /* W4, Q5: leave */
        removeIfLast();
#ifndef KEEPS_WAKE
        if
        :: !last ->
            findFirst();
            if
            :: found != NULL -> unpark(found); found = NULL
            :: else
            fi
        :: else -> last = false
        fi
#endif
    :: else ->                                  /* W4: GRANTED just now */
        enter();
#ifndef KEEPS_GRANT
        release()
#endif
    fi
}

proctype Thread(byte t; byte rounds; bool impatient) {
    byte me, w, h, found, before, i;
    bool first, last, acquired, flag, handed, over;

    do
    :: rounds > 0 ->
        rounds--;
        me = 2 + t * ROUNDS + rounds;
        tryAcquire();                           /* barges past the queue */
        if
        :: acquired
        :: else ->
            append();
            tryEnter();
            do                                  /* QueuedLock.acquireQueued */
            :: acquired || over -> break
            :: else ->
                findIsFirst();
                if
                :: first -> first = false; lookAsFirst()
                :: else
                fi;
                if
                :: acquired
                :: else ->                      /* ThreadParker.park: S4, or S3 if not first */
                    if
                    :: notified[t] -> notified[t] = false
                    :: impatient -> over = true /* its time is over */
                    fi
                fi;
                if
                :: acquired = false; tryEnter()
                :: impatient -> acquired = false; over = true; break    /* interrupted */
                fi
            od;
            if
            :: acquired
            :: else -> giveUp()
            fi
        fi;
        if
        :: acquired ->
            atomic { inside++; assert(inside == 1) };
            inside--;
            acquired = false;
            release()
        :: else
        fi;
        over = false
    :: else -> break
    od;
    ended++
}

/* A store in a buffer becomes visible by itself. */
active proctype StoreBuffers() {
    byte i;
end:
    do
    :: atomic { freeing[0] -> drain(0) }
    :: atomic { freeing[1] -> drain(1) }
    :: atomic { freeing[2] -> drain(2) }
    :: atomic { ended == THREADS && STORED -> assert(!held); break }
    od
}

init {
    atomic {
        run Thread(0, ROUNDS, false);
        run Thread(1, 1, false);
        run Thread(2, 1, true)
    }
}
