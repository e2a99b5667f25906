/*
 * Writes down, in their order, all writes, truncations and syncs that a process does in one folder. Preloaded (LD_PRELOAD) before the C
 * library; HOLDFAST_SHIM_FOLDER names the folder, HOLDFAST_SHIM_LOG the log. A record: kind (1 byte: W, T or S), length of the path
 * (4 bytes), path, offset (8 bytes), length of the data (4 bytes), data; numbers in the machine's order.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static int log_fd = -1;

__attribute__((constructor)) static void begin(void) {
  const char *log = getenv("HOLDFAST_SHIM_LOG");
  folder = getenv("HOLDFAST_SHIM_FOLDER");
  if (log && folder) log_fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_watched(int fd, char *path) {
  char link[64];
  if (log_fd < 0 || fd == log_fd) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  size_t prefix = strlen(folder);
  return strncmp(path, folder, prefix) == 0 && path[prefix] == '/';
}

static void put(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t done = syscall(SYS_write, log_fd, at, length);
    if (done <= 0) abort();
    at += done;
    length -= (size_t)done;
  }
}

static void note(char kind, const char *path, uint64_t offset, const void *data, uint32_t length) {
  uint32_t path_length = (uint32_t)strlen(path);
  put(&kind, 1);
  put(&path_length, 4);
  put(path, path_length);
  put(&offset, 8);
  put(&length, 4);
  put(data, length);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  char path[PATH_MAX];
  if (!is_watched(fd, path)) return syscall(SYS_pwrite64, fd, data, length, offset);
  pthread_mutex_lock(&lock);
  ssize_t done = syscall(SYS_pwrite64, fd, data, length, offset);
  if (done > 0) note('W', path, (uint64_t)offset, data, (uint32_t)done);
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  return pwrite64(fd, data, length, offset);
}

ssize_t write(int fd, const void *data, size_t length) {
  char path[PATH_MAX];
  if (!is_watched(fd, path)) return syscall(SYS_write, fd, data, length);
  pthread_mutex_lock(&lock);
  ssize_t done = syscall(SYS_write, fd, data, length);
  off64_t end = lseek64(fd, 0, SEEK_CUR);
  if (done > 0) note('W', path, (uint64_t)(end - done), data, (uint32_t)done);
  pthread_mutex_unlock(&lock);
  return done;
}

int ftruncate64(int fd, off64_t length) {
  char path[PATH_MAX];
  if (!is_watched(fd, path)) return (int)syscall(SYS_ftruncate, fd, length);
  pthread_mutex_lock(&lock);
  int done = (int)syscall(SYS_ftruncate, fd, length);
  if (done == 0) note('T', path, (uint64_t)length, "", 0);
  pthread_mutex_unlock(&lock);
  return done;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, long call) {
  char path[PATH_MAX];
  if (!is_watched(fd, path)) return (int)syscall(call, fd);
  pthread_mutex_lock(&lock);
  int done = (int)syscall(call, fd);
  if (done == 0) note('S', path, 0, "", 0);
  pthread_mutex_unlock(&lock);
  return done;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }
