/** What a fault of the machine means, and its remediation; keys are codes of the operating system (errno(3)). */
const meanings: Readonly<Record<string, string>> = {
  EACCES: "this user may not do that: change its owner or mode, or name another folder",
  EPERM: "this user may not do that: change its owner or mode, or name another folder",
  EROFS: "the file system is read-only: name a folder that can be written",
  ENOSPC: "no space is left on the device: make room and run this again",
  EDQUOT: "the disk quota is used up: make room and run this again",
  EMFILE: "too many files are open: raise the limit (ulimit -n) and run this again",
  EIO: "the device failed: check it, or name a folder on another one",
  ENOTDIR: "a file is in the way of a folder: move it away, or name another folder",
  EEXIST: "a file is in the way of a folder: move it away, or name another folder",
  EISDIR: "a folder is in the way of a file: move it away, or name another file",
  ENOENT: "it does not exist: check the name",
};

/**
 * One sentence with its remediation for a fault of the machine that the program runs on (disk, permissions); undefined for
 * a fault of the program itself.
 */
export function machineFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  const meaning = code === undefined ? undefined : meanings[code];
  if (meaning === undefined) return undefined;
  return `${path ?? syscall ?? "the file system"}: ${meaning} (${code})`;
}
