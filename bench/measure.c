/* measure COMMAND [ARGUMENT...]: runs the command with its output thrown away and prints what it took:
 *
 *     wall nanoseconds, user microseconds, system microseconds, peak resident kilobytes, exit status
 *
 * A small C program and not Python, because a process keeps the peak of the one that it was forked from: under Python
 * nothing would seem to take less than Python's own 10 MB, and fork would cost more than stackfit. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static long long microseconds(struct timeval time) { return time.tv_sec * 1000000LL + time.tv_usec; }

int main(int count, char **arguments) {
    if (count < 2) return 127;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);

    const long long begin = nanoseconds();
    pid_t child;
    if (posix_spawnp(&child, arguments[1], &actions, NULL, arguments + 1, environ) != 0) return 127;
    int status;
    struct rusage usage;
    wait4(child, &status, 0, &usage);
    const long long end = nanoseconds();

    printf("%lld %lld %lld %ld %d\n", end - begin, microseconds(usage.ru_utime), microseconds(usage.ru_stime), usage.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
    return 0;
}
